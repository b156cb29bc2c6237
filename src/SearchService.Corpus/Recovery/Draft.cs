using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A text under recovery. Passes claim its characters: each one ends as part of a <see cref="DraftBlock"/> or as one kind of noise,
/// and <see cref="DocumentAssembly"/> turns what was claimed into a <see cref="Document"/> whose ledger closes by construction.
/// </summary>
internal sealed class Draft
{
    private WordForms? forms;

    public Draft(string source)
    {
        Source = source;
        Noise = new NoiseKind[source.Length];
        Lines = DraftLine.Split(source);
    }

    /// <summary>The decoded file. Never changed.</summary>
    public string Source { get; }

    /// <summary>For each character of the source: what kind of noise it is, or None while it is (or will be) part of a block.</summary>
    public NoiseKind[] Noise { get; }

    public List<DraftLine> Lines { get; private set; }

    /// <summary>Offsets of noise that leaves nothing between its neighbours, where a line break would leave a space: a URL or word broken over two lines.</summary>
    public HashSet<int> Glued { get; } = [];

    /// <summary>What the source lacks and the text needs, by the offset it stands before: a hyphen or a space that the conversion lost.</summary>
    public Dictionary<int, string> Insertions { get; } = [];

    /// <summary>What tells this file's pages apart; set together with <see cref="Pages"/>.</summary>
    public PageMark PageMark { get; set; }

    /// <summary>Noise that stands for other characters (an entity, the bar between two cells), by its start: its length and those characters.</summary>
    public Dictionary<int, (int Length, string Text)> Replacements { get; } = [];

    /// <summary>Where front, body and back matter begin, ascending; none when the text does not tell them apart.</summary>
    public List<DraftRegion> Regions { get; } = [];

    /// <summary>Where the front matter ends; 0 when there is none.</summary>
    public int FrontEnd =>
        Regions is [{ Role: SectionRole.Front }, ..]
            ? Regions.Find(region => region.Role != SectionRole.Front)?.Start ?? Source.Length
            : 0;

    /// <summary>In reading order once the pipeline ends; notes may stand anywhere (the assembly moves each behind the block that calls it).</summary>
    public List<DraftBlock> Blocks { get; } = [];

    public List<DraftPage> Pages { get; } = [];

    /// <summary>Lines, as indices, that are references by what they hold, under whatever heading or none; ascending.</summary>
    public List<Unit> ReferenceRuns { get; } = [];

    /// <summary>The words of the text as its lines have them; read when a pass first asks, once headings, notes and noise are known.</summary>
    public WordForms Forms => forms ??= WordForms.Read(this);

    public List<DraftCallout> Callouts { get; } = [];

    public List<DraftDoubt> Doubts { get; } = [];

    public List<RecoveryProblem> Problems { get; } = [];

    public TitlePage TitlePage { get; set; } = TitlePage.Unknown;

    public void Mark(int start, int end, NoiseKind kind) => Noise.AsSpan(start, end - start).Fill(kind);

    /// <summary>The page that an offset of the source stands on, as an index in <see cref="Pages"/>; the first for what stands before it.</summary>
    public int PageAt(int offset) => Math.Max(0, Pages.FirstAbove(page => page.Start, offset) - 1);

    /// <summary>Marks a range as noise that leaves <paramref name="text"/> in its place.</summary>
    public void Replace(int start, int end, string text, NoiseKind kind)
    {
        Mark(start, end, kind);
        Replacements[start] = (end - start, text);
    }

    /// <summary>Drops the lines and words that only the passes needed, before the document takes as much again.</summary>
    public void LetGo()
    {
        forms = null;
        Lines = [];
    }

    /// <summary>Whether nothing in a range is noise.</summary>
    public bool IsClean(int start, int end) => !Noise.AsSpan(start, end - start).ContainsAnyExcept(NoiseKind.None);

    /// <summary>The characters of a range that are not noise.</summary>
    public string Kept(int start, int end)
    {
        if (IsClean(start, end))
        {
            return Source[start..end];
        }

        var kept = new System.Text.StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (Noise[i] == NoiseKind.None)
            {
                kept.Append(Source[i]);
            }
        }

        return kept.ToString();
    }
}

internal enum LineRole : byte
{
    /// <summary>Not yet known; becomes body text when no pass claims it.</summary>
    Open,
    Blank,

    /// <summary>Wholly noise: running head, page number, rule, markup.</summary>
    Noise,

    /// <summary>Belongs to a block that a pass has already made.</summary>
    Claimed,
}

/// <summary>One line of the source.</summary>
internal sealed class DraftLine(int start, int end, int next)
{
    public int Start => start;

    /// <summary>Without the line terminator.</summary>
    public int End => end;

    /// <summary>Start of the following line.</summary>
    public int Next => next;
    public LineRole Role { get; set; }

    /// <summary>Whether a page begins with this line.</summary>
    public bool BeginsPage { get; set; }

    /// <summary>Whether the line lies in one of <see cref="Draft.ReferenceRuns"/>: it is no note's.</summary>
    public bool IsReference { get; set; }

    /// <summary>Lines end at line terminators and at form feeds, so that none holds text of two pages; both belong to <see cref="Next"/>, not to the line.</summary>
    public static List<DraftLine> Split(string source)
    {
        var lines = new List<DraftLine>();
        var start = 0;
        while (start < source.Length && source[start] == '\f')
        {
            start++;
        }

        while (start < source.Length)
        {
            var end = source.AsSpan(start).IndexOfAny('\n', '\r', '\f');
            end = end < 0 ? source.Length : start + end;
            var next = end;
            if (next < source.Length && source[next] != '\f')
            {
                next += source[next] == '\r' && next + 1 < source.Length && source[next + 1] == '\n' ? 2 : 1;
            }

            while (next < source.Length && source[next] == '\f')
            {
                next++;
            }

            lines.Add(
                new DraftLine(start, end, next)
                {
                    Role = source.AsSpan(start, end - start).IsWhiteSpace() ? LineRole.Blank : LineRole.Open,
                }
            );
            start = next;
        }

        return lines;
    }
}

/// <summary>A block under construction. Its spans ascend and do not overlap any other block's; noise inside them is dropped or becomes a space.</summary>
internal sealed class DraftBlock(BlockKind kind, params SourceSpan[] spans)
{
    public BlockKind Kind { get; set; } = kind;
    public List<SourceSpan> Spans { get; } = [.. spans];

    /// <summary>Its line breaks and spaces are part of its text: program code.</summary>
    public bool Verbatim { get; init; }

    /// <summary>For headings: 1 for the top level.</summary>
    public int Level { get; set; }

    /// <summary>For headings: the role of the section that begins here.</summary>
    public SectionRole Role { get; set; }

    /// <summary>For notes: number or mark in ASCII digits; null while unknown.</summary>
    public string? Label { get; set; }
    public LocatorMethod LabelMethod { get; set; }

    public int Start => Spans[0].Start;
    public int End => Spans[^1].End;
}

/// <summary>A page: from <paramref name="Start"/> in the source to the start of the next one.</summary>
internal sealed record DraftPage(int Start, string? Label, LocatorMethod Method);

/// <summary>From <paramref name="Start"/> in the source on, to the next region, text under no heading belongs to an untitled section of this role.</summary>
internal sealed record DraftRegion(int Start, SectionRole Role);

/// <summary>A mark that calls a note: the noise (kind Callout) at [Start, End) of the source.</summary>
internal sealed record DraftCallout(int Start, int End, string Label)
{
    /// <summary>The note it calls; null when there is none.</summary>
    public DraftBlock? Note { get; set; }
}

/// <summary>As <see cref="Doubt"/>, in source offsets.</summary>
internal sealed record DraftDoubt(
    int Start,
    int End,
    DoubtKind Kind,
    string? Suggestion,
    DoubtCertainty Certainty,
    string Message
);

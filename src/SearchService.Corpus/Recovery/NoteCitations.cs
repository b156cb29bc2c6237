using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Reads the notes in the order of the source: what each cites in full is known to those after it, and each short form is resolved
/// against what came before, then against the reference list. Where it may mean several, all are kept, the likeliest first.
/// </summary>
internal sealed partial class NoteCitations(Document document, CitedWorkIndex works)
{
    /// <summary>A note of more characters is an essay, of which only the beginning is read.</summary>
    private const int MostRead = 20_000;

    /// <summary>A name whose work could not be read is sought in so many notes.</summary>
    private const int MostSearched = 1000;

    private readonly List<ShortCitation> _found = [];
    private readonly Dictionary<string, List<int>> _byLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CitationTarget> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<CitationTarget>> _citedIn = [];

    public List<ShortCitation> Read()
    {
        var order = Enumerable
            .Range(0, document.Notes.Count)
            .OrderBy(note => Block(note).Text.Pieces is [var first, ..] ? first.Source.Start : 0)
            .ToList();
        foreach (var note in order)
        {
            if (document.Notes[note].Label is { } label)
            {
                if (!_byLabel.TryGetValue(label, out var list))
                {
                    _byLabel[label] = list = [];
                }

                list.Add(note);
            }
        }

        for (var i = 0; i < order.Count; i++)
        {
            ReadNote(order[i], i > 0 ? order[i - 1] : null);
        }

        return _found;
    }

    private Block Block(int note) => document.Blocks[document.Notes[note].Block];

    private void ReadNote(int note, int? previous)
    {
        var block = Block(note);
        var text = EntryText.Of(block);
        if (text.Length > MostRead)
        {
            text = text[..MostRead];
        }

        var cited = new List<CitationTarget>();
        _citedIn[note] = cited;
        foreach (var segment in NoteSegments.Of(text))
        {
            if (Explicit(note, previous, block, text, segment, cited))
            {
                continue;
            }

            foreach (var start in NoteSegments.Starts(text, segment))
            {
                if (start >= segment.End)
                {
                    continue;
                }

                var full = EntryParser.InNote(block, start, segment.End);
                if (Aliased(block, text, start, segment.End) is { } alias)
                {
                    Add(block, alias.At, ShortForm.Alias, [alias.Target], null, cited);
                    break;
                }

                var isFull = full is not null && (full.Container ?? full.Publisher ?? full.Url ?? full.Doi) is not null;
                if (!isFull && Short(block, text, start, segment.End, cited))
                {
                    break;
                }

                if (full is not null)
                {
                    cited.Add(works.Target(works.Add(full, note)));
                    break;
                }
            }
        }

        foreach (Match found in Hereafter().Matches(text))
        {
            _aliases[CitedWorkIndex.Key(found.Groups["a"].Value)] =
                cited.Count > 0 ? cited[^1] : new CitationTarget(note, null);
        }
    }

    /// <summary>"Ibid.", "op. cit.", "supra note 12": words that are nothing but a reference to something earlier.</summary>
    private bool Explicit(
        int note,
        int? previous,
        Block block,
        string text,
        TextSpan segment,
        List<CitationTarget> cited
    )
    {
        var length = segment.End - segment.Start;
        var any = false;
        foreach (Match found in Ibidem().Matches(text[segment.Start..segment.End]))
        {
            var word = found.Groups["w"];
            var at = new TextSpan(segment.Start + word.Index, segment.Start + word.Index + word.Length);
            var (targets, doubt) = Before(note, previous, cited);
            Add(block, at, ShortForm.PreviousNote, targets, doubt, cited);
            any = true;
        }

        if (OpusCitatum().Match(text, segment.Start, length) is { Success: true } opus)
        {
            var behind = opus.Index + opus.Length;
            var (names, start) = NamesBefore(text, segment, opus.Index);
            if (names.Count == 0)
            {
                var (targets, doubt) = Before(note, previous, cited);
                Add(block, new TextSpan(opus.Index, behind), ShortForm.PreviousNote, targets, doubt, cited);
            }
            else
            {
                var (targets, doubt) = ByAuthor(names);
                if (targets.Count == 0)
                {
                    (targets, doubt) = Mentioning(names[0], note);
                }

                Add(block, new TextSpan(start, behind), ShortForm.Author, targets, doubt, cited);
            }

            return true;
        }

        foreach (Match found in NoteNumber().Matches(text[segment.Start..segment.End]))
        {
            var at = segment.Start + found.Index;
            var number = found.Groups["n"].Value;
            var (names, start) = NamesBefore(text, segment, at);
            var isMarked = found.Groups["w"].Success || found.Groups["b"].Success;
            var isBracketed = text[at] == '(' && (names.Count > 0 || found.Value[^1] == ')');
            if (!(isMarked || isBracketed) || number == document.Notes[note].Label)
            {
                continue;
            }

            // "p. 45, n. 12" is a note of the work that is cited.
            if (!isMarked && names.Count == 0 && at > segment.Start + 2 && char.IsDigit(text[at - 2]))
            {
                continue;
            }

            var (targets, doubt) = Numbered(note, number, names);
            var span = new TextSpan(names.Count > 0 ? start : at, at + found.Value.TrimEnd(',', ' ').Length);
            Add(block, span, ShortForm.NoteNumber, targets, doubt, cited);
            any |= names.Count > 0;
        }

        return any;
    }

    /// <summary>What the citation before this one cites: in the same note, else in the note before.</summary>
    private (List<CitationTarget> Targets, string? Doubt) Before(int note, int? previous, List<CitationTarget> cited)
    {
        if (cited.Count > 0)
        {
            return ([cited[^1]], null);
        }

        if (previous is not { } before)
        {
            return ([], "There is no note before this one.");
        }

        var there = _citedIn[before];
        var targets = there.AsEnumerable().Reverse().Distinct().ToList();
        var doubt =
            targets.Count > 1
                ? string.Create(CultureInfo.InvariantCulture, $"The note before cites {targets.Count} works.")
            : targets.Count == 0 && !NamesYearOrAddress().IsMatch(Block(before).Text.Text)
                ? "The note before seems to cite no work."
            : null;
        if (targets.Count == 0)
        {
            targets.Add(new CitationTarget(before, null));
        }

        if (
            doubt is null
            && int.TryParse(document.Notes[note].Label, NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            && int.TryParse(
                document.Notes[before].Label,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var other
            )
            && own > other + 1
        )
        {
            doubt = string.Create(CultureInfo.InvariantCulture, $"Note {own - 1} is missing.");
        }

        return (targets, doubt);
    }

    private (List<CitationTarget> Targets, string? Doubt) Numbered(
        int note,
        string number,
        IReadOnlyList<CitedName> names
    )
    {
        if (!_byLabel.TryGetValue(number, out var labelled))
        {
            return ([], $"There is no note {number}.");
        }

        // Numbers may begin again with each chapter: the nearest note of that number.
        var target = labelled.MinBy(candidate => Math.Abs(candidate - note));
        var there = _citedIn.GetValueOrDefault(target, []);
        if (names.Count > 0)
        {
            var byName = works.By(names).ToHashSet();
            there = [.. there.Where(candidate => candidate.Work is { } work && byName.Contains(work))];
        }

        var targets = there.Distinct().ToList();
        return targets.Count == 0 ? ([new CitationTarget(target, null)], null)
            : targets.Count == 1 ? (targets, null)
            : (targets, string.Create(CultureInfo.InvariantCulture, $"Note {number} cites {targets.Count} works."));
    }

    private (List<CitationTarget> Targets, string? Doubt) ByAuthor(IReadOnlyList<CitedName> names)
    {
        var all = works.By(names).ToList();
        var found = works.Distinct(all.Where(work => !works.IsEntry(work))).Reverse().ToList();
        if (found.Count == 0)
        {
            found = [.. works.Distinct(all)];
        }

        var doubt =
            found.Count > 1
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found.Count} works of {names[0].Display()} are cited before."
                )
                : null;
        return ([.. found.Select(works.Target)], doubt);
    }

    /// <summary>The first note that has the name, when no work of it could be read.</summary>
    private (List<CitationTarget> Targets, string? Doubt) Mentioning(CitedName name, int note)
    {
        var written = name.Family ?? name.Literal!;
        foreach (var earlier in _citedIn.Keys.Take(MostSearched))
        {
            if (earlier != note && Block(earlier).Text.Text.Contains(written, StringComparison.Ordinal))
            {
                return (
                    [new CitationTarget(earlier, null)],
                    $"The first note with the name {written}; its work could not be read."
                );
            }
        }

        return ([], $"No earlier note has the name {written}.");
    }

    /// <summary>"Tardy, 'The risks'", "Newman and Visoka, p. 5": names, perhaps a short title, perhaps pages, and nothing else.</summary>
    private bool Short(Block block, string text, int start, int end, List<CitationTarget> cited)
    {
        foreach (var (names, behind) in Heads(text, start, end))
        {
            var candidates = works.By(names).ToList();
            if (candidates.Count == 0)
            {
                continue;
            }

            if (Tail().Match(text, behind, end - behind) is { Success: true })
            {
                var (targets, doubt) = ByAuthor(names);
                Add(block, new TextSpan(start, behind), ShortForm.Author, targets, doubt, cited);
                return true;
            }

            if (ShortTitle(text, behind, end) is { } title)
            {
                var words = CitedWorkIndex.TitleWords(text[title.Inner.Start..title.Inner.End]);
                var titled = candidates.Where(work => works.HasTitle(work, words)).ToList();
                var noted = titled.Where(work => !works.IsEntry(work)).ToList();
                var found = works.Distinct(noted.Count > 0 ? noted : titled).ToList();
                if (found.Count > 0)
                {
                    var doubt =
                        found.Count > 1
                            ? string.Create(
                                CultureInfo.InvariantCulture,
                                $"{found.Count} works have a title of that kind."
                            )
                            : null;
                    Add(
                        block,
                        new TextSpan(start, title.Next),
                        ShortForm.AuthorAndTitle,
                        [.. found.Select(works.Target)],
                        doubt,
                        cited
                    );
                    return true;
                }
            }
        }

        return false;
    }

    private static (TextSpan Inner, int Next)? ShortTitle(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or ',' or ':')
        {
            at++;
        }

        if (at >= end)
        {
            return null;
        }

        if (EntryText.Quoted(text, at, end) is { } quoted)
        {
            return Tail().IsMatch(text.AsSpan(quoted.Next, end - quoted.Next)) ? quoted : null;
        }

        if (EntryText.UnquotedTitle(text, at, end, isNote: true) is not { } title)
        {
            return null;
        }

        return Tail().IsMatch(text.AsSpan(title.End, end - title.End)) ? (title, title.End) : null;
    }

    /// <summary>The readings of a head: whole names, family names alone, a body's name; each with where it ends.</summary>
    private static IEnumerable<(IReadOnlyList<CitedName> Names, int End)> Heads(string text, int start, int end)
    {
        var whole = NameList.Read(text, start, end, NameOrder.Direct);
        if (whole.Names.Count > 0)
        {
            yield return (whole.Names, whole.End);
        }

        if (Families(text, start, end) is { Names.Count: > 0 } families)
        {
            yield return families;
        }

        var comma = text.AsSpan(start, end - start).IndexOf(',');
        var head = EntryText.Trim(text, start, comma > 0 ? start + comma : end);
        if (head.End - head.Start is > 1 and < 120)
        {
            yield return ([new CitedName(null, null, null, text[head.Start..head.End], head)], head.End);
        }
    }

    /// <summary>"Newman and Visoka", "Simmons Jr."</summary>
    private static (IReadOnlyList<CitedName> Names, int End) Families(string text, int start, int end)
    {
        var tokens = NameScanner.Scan(text, start, end);
        var names = new List<CitedName>();
        var at = 0;
        var behind = start;
        while (true)
        {
            var first = at;
            while (tokens[at].Kind == NameTokenKind.Particle)
            {
                at++;
            }

            if (tokens[at].Kind is not (NameTokenKind.Word or NameTokenKind.Capitals))
            {
                break;
            }

            var family = new TextSpan(tokens[first].Start, tokens[at].End);
            at++;
            behind = family.End;
            var suffix = tokens[at].Kind == NameTokenKind.Comma ? at + 1 : at;
            if (tokens[suffix].Kind == NameTokenKind.Suffix)
            {
                behind = tokens[suffix].End;
                at = suffix + 1;
            }

            names.Add(new CitedName(text[family.Start..family.End], null, null, null, family));
            var next = tokens[at].Kind == NameTokenKind.Comma ? at + 1 : at;
            next = tokens[next].Kind == NameTokenKind.And ? next + 1 : next;
            if (tokens[at].Kind == NameTokenKind.EtAl)
            {
                behind = tokens[at].End;
                break;
            }

            // A comma alone parts names only where "and" follows further on.
            if (next == at || (tokens[next - 1].Kind == NameTokenKind.Comma && !AndFollows(tokens, next)))
            {
                break;
            }

            at = next;
        }

        return (names, behind);
    }

    private static bool AndFollows(List<NameToken> tokens, int at)
    {
        while (tokens[at].Kind is NameTokenKind.Word or NameTokenKind.Particle or NameTokenKind.Comma)
        {
            at++;
        }

        return tokens[at].Kind == NameTokenKind.And;
    }

    /// <summary>The names that end where a short form begins: "Simmons Jr." in "Simmons Jr. op. cit."</summary>
    private (IReadOnlyList<CitedName> Names, int Start) NamesBefore(string text, TextSpan segment, int at)
    {
        foreach (var start in NoteSegments.Starts(text, segment).Reverse())
        {
            if (start >= at)
            {
                continue;
            }

            foreach (var (names, behind) in Heads(text, start, at))
            {
                // "On this, see note 4": words are a body's name when something of that body has been cited.
                if (names is [{ Family: null }] && !works.By(names).Any())
                {
                    continue;
                }

                if (behind <= at && text.AsSpan(behind, at - behind).Trim(" ,.(:").IsEmpty)
                {
                    return (names, start);
                }
            }
        }

        return ([], at);
    }

    private (TextSpan At, CitationTarget Target)? Aliased(Block block, string text, int start, int end)
    {
        if (_aliases.Count == 0)
        {
            return null;
        }

        for (var at = start; at <= end && at - start < 80; at++)
        {
            if (
                (at == end || text[at] is ',' or '.' or ' ' or ':')
                && at > start
                && Tail().IsMatch(text.AsSpan(at, end - at))
                && _aliases.TryGetValue(CitedWorkIndex.Key(text[start..at]), out var target)
                && !(target.Note is { } note && document.Notes[note].Block == block.Index)
            )
            {
                return (new TextSpan(start, at), target);
            }
        }

        return null;
    }

    private void Add(
        Block block,
        TextSpan at,
        ShortForm form,
        List<CitationTarget> targets,
        string? doubt,
        List<CitationTarget> cited
    )
    {
        _found.Add(new ShortCitation(block.Index, at, form, targets, doubt));
        if (targets.Count > 0)
        {
            cited.Add(targets[0]);
        }
    }

    [GeneratedRegex(
        @"(^|[\s(;,])(?<w>[Ii]bid(em)?\.?|[Ii]b\.|[Ii]d\.|[Ll]oc\. ?cit\.)([\s,;:.)]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ibidem();

    [GeneratedRegex(
        @"\b(1[5-9]|20)\d\d\b|https?://|www\.",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamesYearOrAddress();

    [GeneratedRegex(@"\b[Oo]p\.? ?cit\.?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OpusCitatum();

    [GeneratedRegex(
        @"(\b(?<w>supra|above|infra|below|[Ss]ee|cited in|as in),? )?\(?\b(notes?|nn?\.?|fn\.?|footnote) ?(?<n>\d{1,4})\b(,? (?<b>above|below|supra|infra))?\)?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NoteNumber();

    [GeneratedRegex(
        @"\b([Hh]ereafter|[Hh]ereinafter)(,? (cited as|referred to as|abbreviated as|abbreviated))?:? ?[“""‘'*]?(?<a>[\p{L}\d][^“”""’'()\[\].;]{1,60})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hereafter();

    /// <summary>Pages, paragraphs and the like, or nothing, to the end.</summary>
    [GeneratedRegex(
        @"^[\s.,;:’'”""]*(\((1[5-9]|20)\d\d[a-z]?\)[\s.,;:]*)?((at|esp\.|especially|passim|here|chapter|chap\.|pp?\.?|§+|paras?\.?|chs?\.?|vols?\.?|nn?\.|fn\.|pts?\.|arts?\.?|article|secs?\.?|section|lines?|ll?\.|fols?\.|nos?\.|f\.) ?)*([\divxlcIVXLC§–—,&.: -]*([a-z]|ff?)?\.?)[\s.,;:)]*((emphasis|my|italics) [a-z ]{2,30})?[\s.,;:)]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tail();
}

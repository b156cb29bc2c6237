using System.Globalization;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>How much of what was to be found was found, and how much of what was found was right.</summary>
internal sealed class Tally
{
    public long Right { get; private set; }

    public long Wanted { get; private set; }

    public long Found { get; private set; }

    /// <summary>Of what was wanted; where something else was found in its place, that is one of the found.</summary>
    public void Add(bool right, long count = 1)
    {
        Right += right ? count : 0;
        Wanted += count;
        Found += count;
    }

    public void AddWanted(bool right)
    {
        Right += right ? 1 : 0;
        Wanted++;
    }

    public void AddFound(int count) => Found += count;

    public void Add(Tally other)
    {
        Right += other.Right;
        Wanted += other.Wanted;
        Found += other.Found;
    }

    /// <summary>The harmonic mean of precision and recall; 1 where nothing was wanted and nothing found.</summary>
    public double F1 => Wanted + Found == 0 ? 1 : 2.0 * Right / (Wanted + Found);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{F1:P2} ({Right} of {Wanted}, {Found} found)");
}

/// <summary>What recovery made of one generated text, or of many, held against what is true.</summary>
internal sealed class RecoveryScore
{
    private const double KindsBar = 0.99;

    private const double NotesBar = 0.98;

    private const double WordsBar = 0.99;

    private const double BlocksBar = 0.99;

    private const double PagesBar = 0.98;

    private const double SectionsBar = 0.99;

    private const double EntriesBar = 0.98;

    private const double ShortFormsBar = 0.98;

    /// <summary>For each kind of character by itself, and each kind of damaged word: what is seldom must not go under in what is frequent.</summary>
    private const double PartBar = 0.98;

    /// <summary>Characters, spaces apart, whose kind of block or of noise is right.</summary>
    public Tally Kinds { get; } = new();

    /// <summary>Notes with their number, all their characters and no others.</summary>
    public Tally Notes { get; } = new();

    /// <summary>Marks of notes in the text: each at its place, tied to its note; a lost one leaves its note uncalled.</summary>
    public Tally Callouts { get; } = new();

    /// <summary>Damaged words that read as they should, and whole ones that no longer do.</summary>
    public Tally Words { get; } = new();

    /// <summary>Blocks of the author's that are one block each.</summary>
    public Tally Blocks { get; } = new();

    /// <summary>Pages told from their neighbours, with the label that is printed or follows.</summary>
    public Tally Pages { get; } = new();

    /// <summary>Of the pages those whose label is not printed, and follows from its neighbours.</summary>
    public Tally InferredPages { get; } = new();

    /// <summary>Headings that stand in the tree of sections below the right one.</summary>
    public Tally Sections { get; } = new();

    /// <summary>Of the entries of references: authors, year, title, and where it appeared.</summary>
    public Tally EntryFields { get; } = new();

    /// <summary>Short citations of notes that a reader can tell, with the note they mean.</summary>
    public Tally ShortForms { get; } = new();

    /// <summary>Texts of which every character is accounted for once.</summary>
    public Tally Ledgers { get; } = new();

    /// <summary>Pieces of passages whose repairs, undone, give the source's characters.</summary>
    public Tally Undone { get; } = new();

    public Dictionary<TextPart, Tally> KindsByPart { get; } = [];

    public Dictionary<Damage, Tally> WordsByDamage { get; } = [];

    /// <summary>What is wrong, for a person to read.</summary>
    public List<string> Faults { get; } = [];

    public static RecoveryScore Of(GeneratedText text, Document document) => new Comparison(text, document).Score();

    public void Add(RecoveryScore other)
    {
        Kinds.Add(other.Kinds);
        Notes.Add(other.Notes);
        Callouts.Add(other.Callouts);
        Words.Add(other.Words);
        Blocks.Add(other.Blocks);
        Pages.Add(other.Pages);
        InferredPages.Add(other.InferredPages);
        Sections.Add(other.Sections);
        EntryFields.Add(other.EntryFields);
        ShortForms.Add(other.ShortForms);
        Ledgers.Add(other.Ledgers);
        Undone.Add(other.Undone);
        foreach (var (part, tally) in other.KindsByPart)
        {
            Of(KindsByPart, part).Add(tally);
        }

        foreach (var (damage, tally) in other.WordsByDamage)
        {
            Of(WordsByDamage, damage).Add(tally);
        }
    }

    /// <summary>The scores that are below their bar, over all texts and for each kind of character and of damaged word.</summary>
    public IReadOnlyList<string> BelowBar()
    {
        var below = new List<string>();
        Check("kinds", Kinds, KindsBar);
        Check("notes", Notes, NotesBar);
        Check("callouts", Callouts, NotesBar);
        Check("words", Words, WordsBar);
        Check("blocks", Blocks, BlocksBar);
        Check("pages", Pages, PagesBar);
        Check("pages without a number", InferredPages, PagesBar);
        Check("sections", Sections, SectionsBar);
        Check("fields of entries", EntryFields, EntriesBar);
        Check("short forms", ShortForms, ShortFormsBar);
        Check("ledgers", Ledgers, 1);
        Check("passages undone", Undone, 1);
        foreach (var (part, tally) in KindsByPart.OrderBy(entry => entry.Key))
        {
            Check(part.ToString(), tally, PartBar);
        }

        foreach (var (damage, tally) in WordsByDamage.OrderBy(entry => entry.Key))
        {
            Check(damage.ToString(), tally, PartBar);
        }

        return below;

        void Check(string name, Tally tally, double bar)
        {
            if (tally.F1 < bar)
            {
                below.Add($"{name} {tally}");
            }
        }
    }

    public override string ToString() =>
        $"kinds {Kinds}\nnotes {Notes}\ncallouts {Callouts}\nwords {Words}\nblocks {Blocks}\npages {Pages}\n"
        + $"pages without a number {InferredPages}\nsections {Sections}\nfields of entries {EntryFields}\n"
        + $"short forms {ShortForms}\nledgers {Ledgers}\npassages undone {Undone}";

    public static Tally Of<T>(Dictionary<T, Tally> tallies, T key)
        where T : notnull
    {
        if (!tallies.TryGetValue(key, out var tally))
        {
            tallies[key] = tally = new Tally();
        }

        return tally;
    }
}

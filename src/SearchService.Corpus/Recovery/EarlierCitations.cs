using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What the notes read so far cite, and what a short form may mean by it: the likeliest first, and why that is in doubt.</summary>
/// <param name="order">The notes in the order of the source.</param>
internal sealed partial class EarlierCitations(Document document, CitedWorkIndex works, IEnumerable<int> order)
{
    /// <summary>A name whose work could not be read is sought in so many notes.</summary>
    private const int MostSearched = 1000;

    private readonly ILookup<string, int> _byLabel = order
        .Where(note => document.Notes[note].Label is not null)
        .ToLookup(note => document.Notes[note].Label!, StringComparer.Ordinal);

    private readonly Dictionary<int, List<CitationTarget>> _citedIn = [];

    /// <summary>The list, empty, that takes what a note cites as it is read.</summary>
    public List<CitationTarget> Begin(int note) => _citedIn[note] = [];

    /// <summary>What the citation before this one cites: in the same note, else in the note before.</summary>
    public (List<CitationTarget> Targets, string? Doubt) Before(int note, int? previous, List<CitationTarget> cited)
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

    public (List<CitationTarget> Targets, string? Doubt) Numbered(
        int note,
        string number,
        IReadOnlyList<CitedName> names
    )
    {
        if (!_byLabel.Contains(number))
        {
            return ([], $"There is no note {number}.");
        }

        // Numbers may begin again with each chapter: the nearest note of that number.
        var target = _byLabel[number].MinBy(candidate => Math.Abs(candidate - note));
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

    public (List<CitationTarget> Targets, string? Doubt) ByAuthor(IReadOnlyList<CitedName> names)
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
    public (List<CitationTarget> Targets, string? Doubt) Mentioning(CitedName name, int note)
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

    private Block Block(int note) => document.Blocks[document.Notes[note].Block];

    [GeneratedRegex(
        @"\b(1[5-9]|20)\d\d\b|https?://|www\.",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamesYearOrAddress();
}

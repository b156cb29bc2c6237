using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>Makes what the API shows of the places of one quotation.</summary>
internal sealed class QuotationMatches(IPassageSnapshot snapshot, QuotedText quoted, CitationStyle style)
{
    /// <summary>A match for each place.</summary>
    public IReadOnlyList<QuotationMatch> Of(QuotationReading reading) =>
        [.. reading.Places.Where(place => place.SourceEnd > place.SourceStart).Select(place => Of(place, reading))];

    private QuotationMatch Of(QuotedPlace place, QuotationReading reading)
    {
        var pieces = place.Stretch.Pieces(place.SourceStart, place.SourceEnd);
        var passage = pieces[0].Passage;
        var document = snapshot.Summary(passage.DocumentId)!;
        var text = snapshot.Document(passage.DocumentId)!;
        var runs = Selectors.Runs(text, pieces);
        return new QuotationMatch(
            passage.Id,
            PassageHeads.Head(document),
            new TextRange(At(quoted.Text, place.QuotedStart), At(quoted.Text, place.QuotedEnd)),
            reading.Places.Count == 1 ? reading.Wording
                : place.Differs ? QuotationVerdict.Altered
                : QuotationVerdict.Normalised,
            place.Stretch.Text[place.SourceStart..place.SourceEnd],
            Math.Round(reading.Similarity, 4),
            [.. place.Compared.Select(words => Run(place, words))],
            DifferenceFlags.Of(quoted, place),
            PassageCitations.Head(style, snapshot, document, pieces),
            SecondarySources.Of(snapshot, place.Stretch, place.SourceStart, place.SourceEnd, document),
            [.. Selectors.Of(text, runs)],
            PassageLinks.Of(text, passage, runs)
        );
    }

    private DiffRun Run(QuotedPlace place, ComparedWords words)
    {
        var source = place.Stretch.Text.AsSpan(place.SourceStart..);
        var ours = quoted.Text[words.QuotedStart..words.QuotedEnd];
        var theirs = place.Stretch.Text[words.SourceStart..words.SourceEnd];
        return new DiffRun(
            words.Agrees ? DiffKind.Equal
                : ours.Length == 0 ? DiffKind.Delete
                : theirs.Length == 0 ? DiffKind.Insert
                : DiffKind.Replace,
            ours,
            theirs,
            At(quoted.Text, words.QuotedStart),
            At(quoted.Text, words.QuotedEnd),
            At(source, Math.Max(0, words.SourceStart - place.SourceStart)),
            At(source, Math.Max(0, words.SourceEnd - place.SourceStart)),
            words is { IsMarked: true, Agrees: false }
        );
    }

    private static int At(ReadOnlySpan<char> text, int utf16) => CodePoints.Count(text, utf16);
}

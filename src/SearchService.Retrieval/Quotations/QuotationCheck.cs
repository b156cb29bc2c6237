using System.Diagnostics;
using System.Globalization;
using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>
/// Checks quotations against the whole collection: where the words stand, and what is different there.
/// </summary>
/// <remarks>
/// The verdict is the first of these that holds:
/// <list type="number">
/// <item><term>notFound</term><description>no place has enough of the words (<see cref="QuotationReading.IsFound"/>); the nearest miss is shown</description></item>
/// <item><term>misattributed</term><description>a document or author was named, and none of their texts has the words, altered or not. The match is the true
/// source, its wording, diff and flags those of the words there</description></item>
/// <item><term>stitched</term><description>the words are of several places: of several works, out of order, or more than
/// <see cref="QuotedPlace.MostOmitted"/> words apart. An ellipsis does not make that honest</description></item>
/// <item><term>altered</term><description>a difference that the writer has not marked: words, capitals or accents, or punctuation between words. Words
/// left out without an ellipsis are one; so is what character recognition garbled</description></item>
/// <item><term>ellipsis</term><description>words are left out, where an ellipsis says so</description></item>
/// <item><term>normalised</term><description>only typography differs, the mark of a note that the source calls at that place is among the words, or
/// words stand in square brackets: those are the writer's own, and the diff says so</description></item>
/// <item><term>exact</term><description>nothing differs</description></item>
/// </list>
/// A named work that has the words altered is judged by its own text, even where another has them better, unless it has little of
/// them and the other has them without a difference.
/// </remarks>
public static class QuotationCheck
{
    private const int MostMatches = 10;

    /// <summary>A named work with less of the words than this gives way to another that has them without a difference.</summary>
    private const double LittleOfThem = 0.85;

    /// <summary>Checks each on the same state of the collection.</summary>
    public static QuotationFindings CheckMany(
        IPassageSnapshot snapshot,
        IReadOnlyList<QuotationRequest> requests,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var items = requests.Select(request => Check(snapshot, request, cancellation)).ToList();
        return new QuotationFindings(snapshot.CorpusVersion, Round(clock), items);
    }

    /// <summary>Checks one, with the time and the corpus version in the finding.</summary>
    public static QuotationFinding CheckOne(
        IPassageSnapshot snapshot,
        QuotationRequest request,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var finding = Check(snapshot, request, cancellation);
        return finding with { TookMs = Round(clock), CorpusVersion = snapshot.CorpusVersion };
    }

    /// <summary>Checks one.</summary>
    public static QuotationFinding Check(
        IPassageSnapshot snapshot,
        QuotationRequest request,
        CancellationToken cancellation
    ) => Check(snapshot, request, QuotedText.Read(request.Quotation), cancellation);

    private static QuotationFinding Check(
        IPassageSnapshot snapshot,
        QuotationRequest request,
        QuotedText quoted,
        CancellationToken cancellation
    )
    {
        var matches = new QuotationMatches(snapshot, quoted, CitationStyles.Find(request.Style)!);
        var scope = Scope(snapshot, request);
        var named = scope is null ? null : QuotationReading.Of(snapshot, quoted, scope, MostMatches, cancellation);
        if (WithoutNoteMarks(quoted, named) is { } unmarked)
        {
            return Check(snapshot, request, unmarked, cancellation);
        }

        if (named is { Best: { IsFound: true } own } && (own.Wording < QuotationVerdict.Altered))
        {
            return Found(request, matches, named.Readings, own.Wording);
        }

        var all = QuotationReading.Of(snapshot, quoted, null, MostMatches, cancellation);
        if (WithoutNoteMarks(quoted, all) is { } bare)
        {
            return Check(snapshot, request, bare, cancellation);
        }

        if (
            named is { Best: { IsFound: true } weak }
            && !(weak.Similarity < LittleOfThem && all.Best is { IsFound: true, Wording: < QuotationVerdict.Altered })
        )
        {
            return Found(request, matches, named.Readings, weak.Wording);
        }

        if (all.Best is { IsFound: true } best)
        {
            return Found(request, matches, all.Readings, scope is null ? best.Wording : QuotationVerdict.Misattributed);
        }

        var nearest = all.Best is { } miss && matches.Of(miss) is [var first, ..] ? first : null;
        return new QuotationFinding(
            request.Quotation,
            QuotationVerdict.NotFound,
            "No text of the collection has these words.",
            [],
            new QuotationSearched(snapshot.DocumentIds.Count, snapshot.PassageCount, all.UnknownWords),
            nearest
        );
    }

    /// <summary>The quotation without the marks of notes that its best reading has; null where it has none.</summary>
    private static QuotedText? WithoutNoteMarks(QuotedText quoted, QuotationReadings? readings) =>
        !quoted.HasNoteMarks
        && readings?.Best is { Wording: QuotationVerdict.Altered or QuotationVerdict.Stitched } best
        && best.Places.SelectMany(place => PastedNoteMarks.In(quoted, place)).ToList() is { Count: > 0 } marks
            ? QuotedText.Read(quoted.Text, marks)
            : null;

    private static QuotationFinding Found(
        QuotationRequest request,
        QuotationMatches matches,
        IReadOnlyList<QuotationReading> readings,
        QuotationVerdict verdict
    )
    {
        var shown = readings
            .Where(reading => reading.IsFound)
            .SelectMany(matches.Of)
            .DistinctBy(match => (match.PassageId, match.Quoted, match.Source))
            .Take(MostMatches)
            .ToList();
        return new QuotationFinding(request.Quotation, verdict, Explained(verdict, request, shown), shown);
    }

    private static string Explained(
        QuotationVerdict verdict,
        QuotationRequest request,
        IReadOnlyList<QuotationMatch> matches
    )
    {
        var first = matches[0];
        var flags = matches.SelectMany(match => match.Flags).Distinct(StringComparer.Ordinal).ToList();
        var touched = flags.Count == 0 ? "" : $" What differs touches: {string.Join(", ", flags)}.";
        var marked = first.Diff.Any(run => run.Marked) ? " What is in brackets or left out is marked." : "";
        var said = verdict == QuotationVerdict.Misattributed ? first.Wording : verdict;
        var wording = said switch
        {
            QuotationVerdict.Exact => "The words stand there as quoted.",
            QuotationVerdict.Normalised => "The words stand there as quoted, but for typography." + marked,
            QuotationVerdict.Ellipsis => "The words stand there as quoted, with words left out at the ellipsis."
                + marked,
            QuotationVerdict.Stitched => "The words stand in several places that are put together.",
            _ => "The words stand there otherwise; the diff shows how." + marked,
        };
        return verdict == QuotationVerdict.Misattributed
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The words are not in what was named ({request.Document ?? request.Author}), but in “{first.Document.Title}”. {wording}{touched}"
            )
            : wording + touched;
    }

    /// <summary>The passages of what was named; null where nothing was.</summary>
    private static PassageClause? Scope(IPassageSnapshot snapshot, QuotationRequest request)
    {
        var clauses = new List<PassageClause>();
        if (request.Document is { } document)
        {
            clauses.Add(new ValueClause(PassageColumn.Document, [document]));
        }

        if (request.Author is { } author)
        {
            clauses.AddRange(
                NamedAuthors.Keys(snapshot, author).Select(key => new ValueClause(PassageColumn.AuthorKey, [key]))
            );
        }

        return clauses.Count switch
        {
            0 => null,
            1 => clauses[0],
            _ => new AllClause(clauses),
        };
    }

    private static double Round(Stopwatch clock) => Math.Round(clock.Elapsed.TotalMilliseconds, 2);
}

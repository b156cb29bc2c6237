using SearchService.Analysis;
using SearchService.Api;
using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Citing;

/// <param name="Others">Other words of the passage that may be quoted instead, by what the link says.</param>
public sealed record CitePageModel(
    string CorpusVersion,
    CitedWords Words,
    IReadOnlyList<(string Label, ChosenWords Words)> Others,
    IReadOnlyList<ParameterFault> Faults
);

internal static class CitePageEndpoint
{
    private static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [
        .. PassageParameters.Citation.Where(parameter => parameter.Name != "format"),
        new("hash", "The beginning of the textHash that the passage had when the words were chosen."),
    ];

    public static void MapCitePage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cite/{id}", Show).ExcludeFromDescription();

    private static IResult Show(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(RememberedStyle.Asked(context.Request).Collection(), Parameters);
        var style = CitationStyles.Find(values.Style())!;
        var chosen = new ChosenWords(
            id,
            values.Number("start", 0, int.MaxValue),
            values.Number("end", 1, int.MaxValue),
            values.Text("hash")
        );
        using var snapshot = index.AcquireSnapshot();
        return CitedWords.Read(snapshot, chosen, style) is { } words
            ? new PageResult<CitePage>(
                new CitePageModel(snapshot.CorpusVersion, words, [.. Others(words)], values.Faults)
            )
            : Problems.NoPassage(context, id);
    }

    /// <summary>More and fewer sentences than are chosen, and the whole passage.</summary>
    private static IEnumerable<(string Label, ChosenWords Words)> Others(CitedWords words)
    {
        var text = words.Text;
        var sentences = Sentences.Split(text);
        var (start, end) = (words.Range.Start, words.Range.End);
        var first = sentences.Index().First(one => one.Item.End > start).Index;
        var last = sentences.Index().Last(one => one.Item.Start < end).Index;
        var whole = start == sentences[first].Start && end == sentences[last].End;
        if (!whole)
        {
            yield return ("whole sentences", Words(first, last));
        }

        if (first > 0)
        {
            yield return ("one sentence more before", Words(first - 1, last));
        }

        if (last < sentences.Count - 1)
        {
            yield return ("one sentence more after", Words(first, last + 1));
        }

        if (whole && first < last)
        {
            yield return ("without the first", Words(first + 1, last));
            yield return ("without the last", Words(first, last - 1));
        }

        if (!whole || first > 0 || last < sentences.Count - 1)
        {
            yield return ("the whole passage", Words(0, sentences.Count - 1));
        }

        ChosenWords Words(int from, int to) =>
            words.Chosen with
            {
                Start = CodePoints.Count(text, sentences[from].Start),
                End = CodePoints.Count(text, sentences[to].End),
            };
    }
}

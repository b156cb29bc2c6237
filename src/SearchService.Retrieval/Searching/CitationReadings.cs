using System.Globalization;
using SearchService.Corpus.Documents;

namespace SearchService.Retrieval.Searching;

/// <summary>A work as an entry of a reference list, the list of a series or a note describes it; what is not certain is null.</summary>
/// <param name="Year">Without the letter that tells works of one year apart; that is <paramref name="YearSuffix"/>.</param>
/// <param name="Subtitle">Where it is set apart from the title, as in the list of a series.</param>
/// <param name="Number">Of the volume, in the list of a series.</param>
/// <param name="Fields">Where title, container and the rest stand, in characters of the text of the entry or the note.</param>
public sealed record WorkReading(
    IReadOnlyList<NameReading> Authors,
    int? Year,
    string? YearSuffix,
    string? Title,
    string? Subtitle,
    string? Number,
    string? Container,
    string? Place,
    string? Publisher,
    string? Url,
    string? Doi,
    IReadOnlyDictionary<string, TextRange> Fields
);

/// <param name="Name">In direct order; where the text has a dash, the name of the entry before.</param>
/// <param name="Start">Of the name as printed; null where a dash stands for it.</param>
public sealed record NameReading(string Name, string? Family, string? Given, int? Start, int? End);

/// <summary>Words that cite in short, and the note or work that they mean.</summary>
/// <param name="Start">In the text of the note or passage, in characters.</param>
/// <param name="Method">"previousNote", "noteNumber", "authorAndTitle", "author", "alias" or "authorAndYear".</param>
/// <param name="Note">Number of the note that cites the work in full; null for an entry of the reference list, or when unknown.</param>
/// <param name="Work">Null when that note's work could not be read.</param>
/// <param name="Doubt">Why it may mean something else; null when there is no doubt.</param>
/// <param name="Others">What else it may mean, the likelier first.</param>
public sealed record ResolvedCitation(
    int Start,
    int End,
    string Text,
    string Method,
    string? Note,
    WorkReading? Work,
    string? Doubt,
    IReadOnlyList<CitationMeaning> Others
);

public sealed record CitationMeaning(string? Note, WorkReading? Work);

/// <summary>What a document cites, as the API shows it.</summary>
public sealed class CitationReadings(Document document)
{
    private readonly ILookup<int, CitedWork> _works = document.CitedWorks.ToLookup(work => work.Block);
    private readonly ILookup<int, ShortCitation> _shorts = document.ShortCitations.ToLookup(citation => citation.Block);

    /// <summary>The work that an entry of a reference list, or of the list of a series, describes; null for another block.</summary>
    public WorkReading? Entry(int block) =>
        document.Blocks[block].Kind is BlockKind.Reference or BlockKind.ListItem
        && _works[block].FirstOrDefault() is { } work
            ? Read(work)
            : null;

    /// <summary>The works that a note cites in full.</summary>
    public IReadOnlyList<WorkReading> Works(int block) =>
        document.Blocks[block].Kind == BlockKind.Note ? [.. _works[block].Select(Read)] : [];

    /// <summary>The short forms in the characters [start, end) of a block's text; their ranges count from <paramref name="start"/>.</summary>
    public IEnumerable<ResolvedCitation> Resolved(int block, int start, int end)
    {
        var text = document.Blocks[block].Text.Text;
        foreach (var citation in _shorts[block])
        {
            if (citation.At.Start < start || citation.At.End > end)
            {
                continue;
            }

            var meanings = citation.Targets.Select(Meaning).ToList();
            var first = meanings.Count > 0 ? meanings[0] : new CitationMeaning(null, null);
            yield return new ResolvedCitation(
                CodePoints.Count(text.AsSpan(start), citation.At.Start - start),
                CodePoints.Count(text.AsSpan(start), citation.At.End - start),
                text[citation.At.Start..citation.At.End],
                System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(citation.Form.ToString()),
                first.Note,
                first.Work,
                citation.Doubt,
                [.. meanings.Skip(1)]
            );
        }
    }

    private CitationMeaning Meaning(CitationTarget target) =>
        new(
            target.Note is { } note ? document.Notes[note].Label : null,
            target.Work is { } work ? Read(document.CitedWorks[work]) : null
        );

    private WorkReading Read(CitedWork work)
    {
        var block = document.Blocks[work.Block];
        var text = block.Text.Text;
        var fields = new Dictionary<string, TextRange>(StringComparer.Ordinal);
        var year = Field("year", work.Year);
        return new WorkReading(
            [
                .. work.Authors.Select(name => new NameReading(
                    name.Display(),
                    name.Family,
                    name.Given,
                    name.At is { } at ? CodePoints.Count(text, at.Start) : null,
                    name.At is { } span ? CodePoints.Count(text, span.End) : null
                )),
            ],
            year is null ? null : int.Parse(year.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            year is { Length: > 4 } ? year[4..] : null,
            Field("title", work.Title),
            Field("subtitle", work.Subtitle),
            Field("number", work.Number),
            Field("container", work.Container),
            Field("place", work.Place),
            Field("publisher", work.Publisher),
            Field("url", work.Url),
            Field("doi", work.Doi),
            fields
        );

        string? Field(string name, TextSpan? span)
        {
            if (span is not { } at)
            {
                return null;
            }

            fields[name] = new TextRange(CodePoints.Count(text, at.Start), CodePoints.Count(text, at.End));
            return at.Of(block);
        }
    }
}

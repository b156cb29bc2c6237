using System.Globalization;
using System.Text.Encodings.Web;
using SearchService.Api;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Documents;

/// <param name="Values">What was asked, for links to the other states.</param>
/// <param name="Reference">Of the work, in the style asked for: escaped text with italics.</param>
/// <param name="Parts">One, but for long documents.</param>
/// <param name="PartOf">By section, the number of the part that has its heading.</param>
/// <param name="Start">Where the part begins in the recovered text, in code points.</param>
/// <param name="Text">The part as HTML, from <see cref="ReadingText"/>.</param>
/// <param name="Hits">How many places the query has in the document; null without a query.</param>
/// <param name="FirstHit">Where the first is shown; null where there is none.</param>
/// <param name="Asked">The passage that was asked for, and how it is cited; null where none was.</param>
/// <param name="Trace">What became of the text that a permalink was made for; null where that was not asked.</param>
public sealed record ReadingPageModel(
    PageQuery Values,
    string Style,
    string CorpusVersion,
    string Id,
    string Title,
    Work Work,
    string Url,
    string Reference,
    Document Document,
    IReadOnlyList<ReadingPart> Parts,
    ReadingPart Part,
    IReadOnlyDictionary<int, int> PartOf,
    int Start,
    string Text,
    int? Hits,
    string? FirstHit,
    AskedPassage? Asked,
    PermalinkTrace? Trace,
    QueryReading? Reading,
    IReadOnlyList<ParameterFault> Faults
)
{
    public string Query => Values["q"] ?? "";
}

/// <param name="Quotation">The words with their citation; in styles that cite in notes the note behind them.</param>
/// <param name="IsOpening">Whether these are only the opening words of a whole passage.</param>
/// <param name="Permalink">Of the passage, or of the words in it that were asked for.</param>
public sealed record AskedPassage(string Quotation, bool IsOpening, string Permalink, IReadOnlyList<string> Warnings);

/// <param name="Words">The opening words that the permalink remembers.</param>
/// <param name="Document">The document that had the passage; null where that is gone, too.</param>
public sealed record GonePassageModel(string CorpusVersion, string Id, string? Words, DocumentHead? Document);

/// <summary>The reading view of a document, and the permalinks of passages that lead into it.</summary>
internal static class ReadingPageEndpoint
{
    private static readonly IReadOnlyList<ParameterDescription> Parameters =
    [
        new("q", "What is marked."),
        new("passage", "The passage to go to.", Type: ParameterType.Number),
        new("start", "First character of the words in it.", Type: ParameterType.Number),
        new("through", "The later passage that the words end in, where they do, with the hash of the words."),
        new("end", "The character behind them.", Type: ParameterType.Number),
        new("part", "The part of a long document.", Type: ParameterType.Number),
        new("style", "The citation style."),
        new("was", "The passage that a permalink names."),
        new("hash", "The hash of its text then."),
        new("words", "Its opening words then."),
    ];

    private static readonly IReadOnlyList<ParameterDescription> PermalinkParameters =
    [
        .. Parameters.Where(parameter => parameter.Name is "hash" or "words" or "start" or "through" or "end"),
    ];

    private static readonly IReadOnlyList<ParameterDescription> WordsParameters =
    [
        .. Parameters.Where(parameter => parameter.Name is "start" or "end" or "style"),
    ];

    public static void MapReadingPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/{id}", Show).ExcludeFromDescription();
        routes.MapGet("/documents/{id}/words", Cite).ExcludeFromDescription();
        routes.MapGet("/p/{id}", Follow).ExcludeFromDescription();
    }

    /// <summary>Leads to where the text stands now; where it is gone, a page says so.</summary>
    private static IResult Follow(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(PageQuery.Of(context.Request).Collection(), PermalinkParameters);
        var hash = values.Text("hash");
        var words = values.Text("words");
        var start = values.Number("start", 0, int.MaxValue);
        var end = values.Number("end", 1, int.MaxValue);
        var through = values.Text("through");
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        using var snapshot = index.AcquireSnapshot();
        context.Response.Headers.CacheControl = "no-cache";
        var trace = hash is null ? null : Permalinks.Trace(snapshot, id, hash, words);
        if (trace?.Status == "gone")
        {
            var document = PassageId.TryParse(id, out var documentId, out _) ? snapshot.Summary(documentId) : null;
            return new PageResult<GonePassagePage>(
                new GonePassageModel(
                    snapshot.CorpusVersion,
                    id,
                    words,
                    document is null ? null : PassageHeads.Head(document)
                ),
                StatusCodes.Status410Gone
            );
        }

        var target = trace?.MovedTo ?? trace?.Nearest ?? id;
        if (
            !PassageId.TryParse(target, out var targetDocument, out var ordinal)
            || snapshot.Passage(targetDocument, ordinal) is null
        )
        {
            return Problems.NoPassage(context, id);
        }

        var query = new List<KeyValuePair<string, string>> { new("passage", Text(ordinal)) };
        var shift = trace?.MovedAt?.Start ?? 0;
        var range =
            trace?.Status == "changed" ? null
            : start is not null || end is not null
                ? (Start: shift + (start ?? 0), End: through is null ? shift + end : end)
            : trace?.MovedAt is { } at ? (at.Start, (int?)at.End)
            : ((int Start, int? End)?)null;
        if (range is { } asked)
        {
            query.Add(new("start", Text(asked.Start)));
            query.Add(new("through", Moved(through, id, ordinal) ?? ""));
            if (asked.End is { } last)
            {
                query.Add(new("end", Text(last)));
            }
        }

        if (trace is { Status: not "same" })
        {
            query.Add(new("was", id));
            query.Add(new("hash", hash!));
            query.Add(new("words", words ?? ""));
        }

        var path = PageLinks.With(PageLinks.Document(targetDocument), query.Where(pair => pair.Value.Length > 0));
        return TypedResults.Redirect(path + (range is null ? "#p" + Text(ordinal) : "#words"));
    }

    /// <summary>The passage that words end in has gone as far as the one that they begin in; whether the words are the same their hash will tell.</summary>
    private static string? Moved(string? through, string id, int ordinal) =>
        through?.Split('-') is [var digits, var hash]
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && PassageId.TryParse(id, out _, out var was)
            ? FormattableString.Invariant($"{last + ordinal - was}-{hash}")
            : through;

    /// <summary>The part of a page that cites words of a text; start and end count in the recovered text.</summary>
    private static IResult Cite(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(PageQuery.Of(context.Request).Collection(), WordsParameters);
        var style = CitationStyles.Find(values.Style())!;
        var start = values.Number("start", 0, int.MaxValue);
        var end = values.Number("end", 1, int.MaxValue);
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        using var snapshot = index.AcquireSnapshot();
        if (snapshot.Document(id) is not { } stored)
        {
            return Problems.NoDocument(context, id);
        }

        var text = stored.Text;
        var words = ReadingWords.Between(
            stored,
            snapshot.Passages(id),
            CodePoints.ToUtf16(text, start ?? 0),
            end is { } last ? CodePoints.ToUtf16(text, last) : text.Length
        );
        return words is null
            ? TypedResults.NoContent()
            : new PageResult<WordsPart>(Cited(snapshot, stored, style, words, isWhole: false));
    }

    private static IResult Show(
        HttpContext context,
        IPassageIndex index,
        PassageSearch search,
        HtmlEncoder encoder,
        string id
    )
    {
        var asked = RememberedStyle.Asked(context.Request);
        var values = new ParameterValues(asked.Collection(), Parameters);
        var style = CitationStyles.Find(values.Style())!;
        using var snapshot = index.AcquireSnapshot();
        if (snapshot.Document(id) is not { } stored)
        {
            return Problems.NoDocument(context, id);
        }

        var passages = snapshot.Passages(id);
        var parts = ReadingParts.Of(stored.Document);
        var passage = Passage(values, passages);
        var words = Words(values, stored, passages, passage);
        var part = Part(values, parts, passage, words);
        var marks = asked["q"] is { } query
            ? search.Mark(snapshot, stored, query, context.RequestAborted)
            : DocumentMarks.None;
        var trace =
            asked["was"] is { } was && asked["hash"] is { } hash
                ? Permalinks.Trace(snapshot, was, hash, asked["words"])
                : null;
        var text = new ReadingText(
            stored,
            part,
            passages,
            new ReadingMarks(
                marks.Ranges,
                HitLink,
                passage is null ? [] : Whole(passage).Ranges(stored),
                words?.Ranges(stored) ?? []
            ),
            encoder
        );
        var work = stored.Summary.Work.Work;
        return new PageResult<ReadingPage>(
            new ReadingPageModel(
                asked,
                style.Name,
                snapshot.CorpusVersion,
                id,
                PassageHeads.Head(stored.Summary).Title,
                work,
                $"{context.Request.Scheme}://{context.Request.Host}{PageLinks.Document(id)}",
                PassageCitations.Cite(style, snapshot, stored.Summary).Reference.Html,
                stored.Document,
                parts,
                part,
                stored
                    .Document.Sections.Where(section => section.Heading is not null)
                    .ToDictionary(section => section.Index, section => PartAt(parts, section.Heading!.Value).Number),
                stored.BlockCodePoints.Count > 0 ? stored.BlockCodePoints[part.First] : 0,
                text.Html(),
                marks.Reading is null ? null : marks.Ranges.Count,
                marks.Ranges.Count > 0 ? HitLink(0) : null,
                passage is null
                    ? null
                    : Cited(snapshot, stored, style, words ?? Whole(passage), isWhole: words is null),
                trace,
                marks.Reading,
                [.. values.Faults, .. marks.Faults]
            )
        );

        string HitLink(int hit)
        {
            var block = BlockAt(stored, marks.Ranges[hit].Start);
            var there = PartAt(parts, block);
            var place = FormattableString.Invariant($"#h{hit + 1}");
            return there == part
                ? place
                : asked
                    .Without("passage", "start", "through", "end", "was", "hash", "words")
                    .With("part", Text(there.Number))
                    .Url + place;
        }
    }

    private static StoredPassage? Passage(ParameterValues values, IReadOnlyList<StoredPassage> passages)
    {
        var asked = values.Number("passage", 1, int.MaxValue);
        var found = asked is { } ordinal ? passages.FirstOrDefault(passage => passage.Ordinal == ordinal) : null;
        if (asked is not null && found is null)
        {
            values.Fault("passage", $"The document has {PageWords.Count(passages.Count, "passage")}.");
        }

        return found;
    }

    /// <summary>The words asked for; null for all of the passage.</summary>
    private static ReadingWords? Words(
        ParameterValues values,
        StoredDocument stored,
        IReadOnlyList<StoredPassage> passages,
        StoredPassage? passage
    )
    {
        var start = values.Number("start", 0, int.MaxValue);
        var end = values.Number("end", 1, int.MaxValue);
        var through = values.Text("through");
        if (passage is null || (start is null && end is null))
        {
            return null;
        }

        var from = CodePoints.ToUtf16(passage.Text, start ?? 0);
        if (through is not null)
        {
            if (ReadingWords.Through(stored, passages, passage, from, through, end) is { } words)
            {
                return words;
            }

            values.Fault("through", "What follows this passage is not what the link was made for.");
            end = null;
        }

        var to = end is { } last ? CodePoints.ToUtf16(passage.Text, last) : passage.Text.Length;
        if (from < to)
        {
            return new ReadingWords([(passage, new TextRange(from, to))]);
        }

        values.Fault("start", "start and end are no range of the passage's text.");
        return null;
    }

    private static ReadingWords Whole(StoredPassage passage) => new([(passage, new TextRange(0, passage.Text.Length))]);

    private static ReadingPart Part(
        ParameterValues values,
        IReadOnlyList<ReadingPart> parts,
        StoredPassage? passage,
        ReadingWords? words
    )
    {
        if (passage is not null)
        {
            var start = words?.Runs[0].Range.Start ?? 0;
            var place = passage.Parts.FirstOrDefault(place => place.TextEnd > start);
            return PartAt(parts, (place ?? passage.Parts[0]).Block);
        }

        return parts[(values.Number("part", 1, parts.Count) ?? 1) - 1];
    }

    private static ReadingPart PartAt(IReadOnlyList<ReadingPart> parts, int block) =>
        parts.FirstOrDefault(part => block < part.End) ?? parts[^1];

    private static int BlockAt(StoredDocument stored, int offset) =>
        stored.BlockStarts.FirstAbove(start => start, offset) - 1;

    /// <param name="isWhole">Whether they are all of a passage, of which nobody has chosen the words.</param>
    private static AskedPassage Cited(
        IPassageSnapshot snapshot,
        StoredDocument stored,
        CitationStyle style,
        ReadingWords words,
        bool isWhole
    )
    {
        var citation = PassageCitations.Cite(style, snapshot, stored.Summary, words.Runs);
        var quoted = words.Text.Trim();
        return new AskedPassage(
            isWhole
                ? $"“{Permalinks.Opening(quoted)} …” {citation.InText.Plain}"
                : CitationFormats.Quotation(quoted, style, citation, CitationFormats.Text)
                    + (citation.Note is { } note ? "\n" + note.Full.Plain : ""),
            isWhole,
            isWhole ? Permalinks.Path(words.Runs[0].Passage) : words.Permalink,
            isWhole ? citation.Warnings : CitationFormats.Warnings(quoted, style, citation)
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

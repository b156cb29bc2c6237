using System.Globalization;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Where the text that a permalink was made for is now.</summary>
/// <param name="Status">"same", "moved", "changed" or "gone".</param>
/// <param name="MovedTo">The passage that has the same words now, or that they begin in.</param>
/// <param name="MovedAt">Where in that passage's text they stand, in code points; null when they are all of it.</param>
/// <param name="Nearest">With "changed": the passage that is likest to the opening words; null when none is like them.</param>
public sealed record PermalinkTrace(
    string Status,
    string? MovedTo = null,
    TextRange? MovedAt = null,
    string? Nearest = null
);

/// <summary>Links to a passage that tell later whether its text is still the same: by the text's hash and, for people, its opening words.</summary>
public static class Permalinks
{
    private const int OpeningWords = 8;

    /// <summary>Places with the opening words that are looked at.</summary>
    private const int MostPlaces = 100;

    /// <summary>Passages that a moved text may now be cut into.</summary>
    private const int MostPassages = 6;

    /// <summary>The least share of the opening words' pairs that makes a passage like them.</summary>
    private const double LeastLikeness = 0.4;

    public static string Path(StoredPassage passage) =>
        $"/p/{passage.Id}?hash={passage.TextHash}&words={Uri.EscapeDataString(Opening(passage.Text))}";

    /// <summary>The first words of a text, one space between them.</summary>
    public static string Opening(string text) =>
        string.Join(
            ' ',
            text.Split((char[]?)null, OpeningWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(OpeningWords)
        );

    /// <summary>Finds what has become of a text. A text of another hash is never said to be the same or moved.</summary>
    /// <param name="id">Of the passage that had the text.</param>
    /// <param name="hash">The text's <see cref="StoredPassage.TextHash"/>.</param>
    /// <param name="words">Its opening words, as far as they are known.</param>
    public static PermalinkTrace Trace(IPassageSnapshot snapshot, string id, string hash, string? words)
    {
        var passage = PassageId.TryParse(id, out var documentId, out var ordinal)
            ? snapshot.Passage(documentId, ordinal)
            : null;
        if (passage?.TextHash == hash)
        {
            return new PermalinkTrace("same");
        }

        var known = Passages(snapshot, documentId);
        if (known.FirstOrDefault(other => other.TextHash == hash) is { } whole)
        {
            return new PermalinkTrace("moved", whole.Id);
        }

        var terms = Words.Tokenize(words ?? "").Select(token => token.Term).ToList();
        var places = terms.Count == 0 ? [] : PlacesOf(snapshot, terms, documentId);
        foreach (var (place, starts) in places)
        {
            if (place.TextHash == hash)
            {
                return new PermalinkTrace("moved", place.Id);
            }

            if (Within(snapshot, place, starts, hash) is { } at)
            {
                return new PermalinkTrace("moved", place.Id, at);
            }
        }

        var nearest = places.Count > 0 ? places[0].Passage : Likest(known, terms, ordinal);
        return passage is null && nearest is null
            ? new PermalinkTrace("gone")
            : new PermalinkTrace("changed", Nearest: nearest?.Id);
    }

    private static List<StoredPassage> Passages(IPassageSnapshot snapshot, string documentId)
    {
        var count = snapshot.Summary(documentId)?.Passages ?? 0;
        return [.. Enumerable.Range(1, count).Select(i => snapshot.Passage(documentId, i)).OfType<StoredPassage>()];
    }

    /// <summary>The passages in which the words begin, and where in their texts; those of the document first.</summary>
    private static List<(StoredPassage Passage, List<int> Starts)> PlacesOf(
        IPassageSnapshot snapshot,
        List<string> terms,
        string documentId
    )
    {
        PassageClause phrase =
            terms.Count == 1
                ? new TermClause(PassageField.Text, terms)
                : new PhraseClause(PassageField.Text, [.. terms.Select(term => (IReadOnlyList<string>)[term])]);
        var matches = snapshot.Search(
            new PassageQuery(phrase, phrase, PassageSort.Document, 0, MostPlaces, null, []),
            CancellationToken.None
        );
        return
        [
            .. matches
                .Matches.OrderBy(match => match.Passage.DocumentId != documentId)
                .Select(match =>
                {
                    var places = new Dictionary<int, TextRange>();
                    MarkedText.AddPlaces(match.Passage, 0, null, places);
                    return (
                        match.Passage,
                        match
                            .Spans.Where(span => places.ContainsKey(span.Start))
                            .Select(span => places[span.Start].Start)
                            .Distinct()
                            .ToList()
                    );
                }),
        ];
    }

    /// <summary>
    /// Where in a passage a text of this hash begins that is now cut otherwise: it ends where a sentence or a part does, in this passage
    /// or one of the next.
    /// </summary>
    private static TextRange? Within(IPassageSnapshot snapshot, StoredPassage passage, List<int> starts, string hash)
    {
        var text = passage.Text;
        var ends = new SortedSet<int>();
        var last = passage;
        for (var pieces = 0; pieces < MostPassages; pieces++)
        {
            var from = text.Length - last.Text.Length;
            ends.UnionWith(last.Parts.Select(part => from + part.TextEnd));
            if (Neighbours.After(snapshot, last) is not { } next || next.SectionIndex != passage.SectionIndex)
            {
                break;
            }

            text += (last.Parts[^1].Block == next.Parts[0].Block ? " " : Document.BlockSeparator) + next.Text;
            last = next;
        }

        ends.UnionWith(
            Sentences
                .Split(text)
                .Select(sentence => sentence.Start + text.AsSpan(sentence.Start..sentence.End).TrimEnd().Length)
        );
        foreach (var start in starts.SelectMany(start => new[] { start, BeginOfPunctuation(text, start) }).Distinct())
        {
            foreach (var end in ends.GetViewBetween(start + 1, int.MaxValue))
            {
                if (PassageIndexing.TextHash(text[start..end]) == hash)
                {
                    return new TextRange(
                        CodePoints.Count(text, start),
                        CodePoints.Count(text, Math.Min(end, passage.Text.Length))
                    );
                }
            }
        }

        return null;
    }

    /// <summary>Where what stands directly before a word, such as a quotation mark, begins.</summary>
    private static int BeginOfPunctuation(string text, int word)
    {
        while (word > 0 && !char.IsWhiteSpace(text[word - 1]))
        {
            word--;
        }

        return word;
    }

    /// <summary>The passage with most of the pairs of neighbouring words, the nearest of those; null when none has enough of them.</summary>
    private static StoredPassage? Likest(List<StoredPassage> passages, List<string> terms, int ordinal)
    {
        var pairs = Pairs(terms);
        return pairs.Count == 0
            ? null
            : passages
                .Select(passage =>
                    (
                        Passage: passage,
                        Shared: Pairs([.. Words.Tokenize(passage.Text).Select(token => token.Term)])
                            .Count(pairs.Contains)
                    )
                )
                .Where(one => one.Shared >= LeastLikeness * pairs.Count)
                .OrderByDescending(one => one.Shared)
                .ThenBy(one => Math.Abs(one.Passage.Ordinal - ordinal))
                .FirstOrDefault()
                .Passage;
    }

    private static HashSet<(string, string)> Pairs(List<string> terms) =>
        [.. terms.Zip(terms.Skip(1), (first, second) => (first, second))];
}

/// <summary>The links of words in a passage.</summary>
internal static class PassageLinks
{
    /// <param name="runs">Where the words stand in the recovered text.</param>
    public static HitLinks Of(StoredDocument document, StoredPassage passage, IReadOnlyList<StreamRun> runs)
    {
        var position = runs[0].Position(document.Text);
        return new HitLinks(
            $"/v1/passages/{passage.Id}",
            Permalinks.Path(passage),
            $"/v1/documents/{passage.DocumentId}",
            Reading(document, passage, runs),
            string.Create(
                CultureInfo.InvariantCulture,
                $"/v1/documents/{passage.DocumentId}/text?format=text#char={position.Start},{position.End};length={document.TextBytes},UTF-8"
            )
        );
    }

    /// <summary>The reading view at the passage, and within it at the words: a browser that knows no text directives goes to the passage.</summary>
    private static string Reading(StoredDocument document, StoredPassage passage, IReadOnlyList<StreamRun> runs)
    {
        var directive = TextDirectives.Of(document, runs[0].Start, runs[^1].End);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/documents/{passage.DocumentId}?passage={passage.Ordinal}#p{passage.Ordinal}{(directive is null ? "" : ":~:" + directive)}"
        );
    }
}

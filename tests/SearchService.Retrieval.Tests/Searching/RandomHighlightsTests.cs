using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>Random queries of the repository's collection: what snippets show and mark, against the passages' texts.</summary>
public sealed class RandomHighlightsTests
{
    [Fact]
    public void Snippets_OfRandomQueries_EndAtWordsAndMarkTrueMatchesOnly()
    {
        using var index = Samples.Index(Samples.Collection);
        using var leases = new SnapshotLeases(TimeProvider.System);
        var search = new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default);
        var random = new Random(20261124);
        var (hits, marks) = (0, 0);
        for (var i = 0; i < 100 * CollectionWords.Size; i++)
        {
            var (query, isMatch) = Query(random);
            var request = SearchRequest.For(query) with
            {
                Limit = 5,
                IncludeText = true,
                Snippet = random.Next(40, 600),
            };
            foreach (var hit in search.Search(request, default).Results!.Results)
            {
                hits++;
                CheckEnds(query, hit);
                foreach (var mark in hit.Snippet.Highlights)
                {
                    marks++;
                    var text = hit.Snippet.Text;
                    var (start, end) = (CodePoints.ToUtf16(text, mark.Start), CodePoints.ToUtf16(text, mark.End));
                    var words = Words.Tokenize(text[start..end]).Select(token => token.Term).ToList();

                    // Of a match that goes on outside the snippet the part within is marked.
                    var isCut =
                        text[end..] is "" or ['…', ..] or [' ', '…', ' ', ..]
                        || text[..start] is "" or [.., '…'] or [.., ' ', '…', ' '];
                    Assert.True(isMatch(words, isCut), $"{query} marks “{text[start..end]}” in {hit.Passage.Id}");
                    Assert.True(start == 0 || !IsInside(text, start), query);
                    Assert.True(end == text.Length || !IsInside(text, end), query);
                }
            }
        }

        Assert.True(hits > 100 && marks > 100, $"{hits} hits, {marks} marks");
    }

    private static (string Query, Func<List<string>, bool, bool> IsMatch) Query(Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                var some = Enumerable
                    .Range(0, random.Next(1, 5))
                    .Select(_ => CollectionWords.Some(random, 1)[0])
                    .ToList();
                return (
                    string.Join(' ', some),
                    (words, _) =>
                        some.Exists(word =>
                            words.Exists(one => EnglishForm.Of(one) == EnglishForm.Of(word))
                            || EnglishForm.Of(string.Concat(words)) == EnglishForm.Of(word)
                        )
                );
            case 1:
                var phrase = CollectionWords.Some(random, random.Next(2, 7));
                var letters = string.Concat(phrase);
                return (
                    $"\"{string.Join(' ', phrase)}\"",
                    (words, isCut) =>
                    {
                        var marked = string.Concat(words);
                        return isCut
                            ? letters.Contains(marked, StringComparison.Ordinal) || Overlaps(letters, marked)
                            : Overlaps(letters, marked);
                    }
                );
            case 2:
                var pattern = CollectionWords.Pattern(random);
                var regex = new Regex(
                    "^"
                        + Regex
                            .Escape(pattern)
                            .Replace("\\*", ".*", StringComparison.Ordinal)
                            .Replace("\\?", ".", StringComparison.Ordinal)
                        + "$",
                    RegexOptions.CultureInvariant
                );
                return (pattern, (words, _) => words.Exists(regex.IsMatch) || regex.IsMatch(string.Concat(words)));
            default:
                var near = CollectionWords.Some(random, random.Next(3, 9));
                var (first, last) = (near[0], near[^1]);
                return (
                    $"\"{first} {last}\"~8",
                    (words, isCut) =>
                        isCut
                        || (
                            string.Concat(words).Contains(first, StringComparison.Ordinal)
                            && string.Concat(words).Contains(last, StringComparison.Ordinal)
                        )
                );
        }
    }

    /// <summary>Whether a mark is the phrase, or several of it that overlap.</summary>
    private static bool Overlaps(string letters, string marked) =>
        marked == letters
        || (marked.StartsWith(letters, StringComparison.Ordinal) && marked.EndsWith(letters, StringComparison.Ordinal));

    /// <summary>The snippet's fragments are runs of the passage's text, one behind another, that begin and end at words.</summary>
    private static void CheckEnds(string query, Hit hit)
    {
        var text = hit.Passage.Text!;
        var from = 0;
        foreach (var shown in hit.Snippet.Text.Trim('…').Split(" … "))
        {
            var at = text.IndexOf(shown, from, StringComparison.Ordinal);
            if (hit.Passage.ContinuesIn is not null && at < 0)
            {
                return;
            }

            var whole = false;
            for (; at >= 0 && !whole; at = whole ? at : text.IndexOf(shown, at + 1, StringComparison.Ordinal))
            {
                whole =
                    (at == 0 || !IsInside(text, at))
                    && (at + shown.Length == text.Length || !IsInside(text, at + shown.Length));
                from = at + shown.Length;
            }

            Assert.True(whole, $"{query}: the snippet of {hit.Passage.Id} is cut within a word: {hit.Snippet.Text}");
        }
    }

    private static bool IsInside(string text, int at) =>
        char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]);
}

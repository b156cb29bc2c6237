using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Recovery;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Shared;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class PermalinksTests
{
    [Fact]
    public void Trace_AfterAnyEdit_SaysSameOrMovedOfTheVeryTextOnly()
    {
        var random = new Random(77);
        var text = File.ReadAllText(Repository.Path("corpus", "words-in-company.md"));
        var old = Document("a", text);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 60; round++)
        {
            var edited = Enumerable.Range(0, random.Next(1, 4)).Aggregate(text, (now, _) => Edited(now, random));
            var renamed = random.Next(6) == 0;
            var document = Document(renamed ? "b" : "a", edited);
            using var index = Samples.Index(document);
            using var snapshot = index.AcquireSnapshot();
            var passages = document.Passages.Select(passage => passage.Stored).ToDictionary(passage => passage.Id);
            foreach (var passage in old.Passages.Select(passage => passage.Stored))
            {
                var trace = Permalinks.Trace(snapshot, passage.Id, passage.TextHash, Permalinks.Opening(passage.Text));

                seen.Add(trace.Status);
                var isThere = passages.TryGetValue(passage.Id, out var now);
                var standsWhole = passages.Values.Any(other => other.Text == passage.Text);
                switch (trace.Status)
                {
                    case "same":
                        Assert.Equal(passage.Text, now!.Text);
                        break;
                    case "moved":
                        Assert.NotEqual(passage.Text, now?.Text);
                        AssertStandsAt(passage.Text, passages, trace);
                        break;
                    case "changed":
                        Assert.False(standsWhole);
                        Assert.True(isThere || trace.Nearest is not null);
                        break;
                    default:
                        Assert.Equal("gone", trace.Status);
                        Assert.False(standsWhole || isThere);
                        break;
                }
            }
        }

        Assert.Equal(["changed", "gone", "moved", "same"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Trace_OfAParagraphThatIsNowPartOfALongerPassage_IsMovedToItsPlaceThere()
    {
        const string Short = "The lamps go out.";
        var old = Document("a", $"## Part\n\n{Words(300, "one")}\n\n{Words(300, "two")}");
        var passage = old.Passages[1].Stored;
        var now = Document("a", $"## Part\n\n{Words(300, "one")}\n\n{Short} {Words(300, "two")}");
        using var index = Samples.Index(now);
        using var snapshot = index.AcquireSnapshot();

        var trace = Permalinks.Trace(snapshot, passage.Id, passage.TextHash, Permalinks.Opening(passage.Text));

        Assert.Equal("moved", trace.Status);
        Assert.Equal("a:2", trace.MovedTo);
        Assert.Equal(Short.Length + 1, trace.MovedAt!.Value.Start);
    }

    [Fact]
    public void Trace_OfAPassageWithAnotherWord_IsChangedAndNamesItThoughItsIdIsAnother()
    {
        var text = $"## Part\n\n{Words(300, "one")}\n\nShips lie in the harbour at night. {Words(300, "two")}";
        var passage = Document("a", text).Passages[1].Stored;
        var now = Document(
            "a",
            text.Replace("## Part", $"## Before\n\n{Words(200, "nil")}\n\n## Part", StringComparison.Ordinal)
                .Replace("at night", "by night", StringComparison.Ordinal)
        );
        using var index = Samples.Index(now);
        using var snapshot = index.AcquireSnapshot();

        var trace = Permalinks.Trace(snapshot, passage.Id, passage.TextHash, Permalinks.Opening(passage.Text));

        Assert.Equal(new PermalinkTrace("changed", Nearest: "a:3"), trace);
    }

    [Fact]
    public void Trace_OfADocumentThatIsThereNoMore_IsGone()
    {
        var passage = Document("a", "Ships lie in the harbour at night.").Passages[0].Stored;
        using var index = Samples.Index(Document("b", "Nothing of this is like that."));
        using var snapshot = index.AcquireSnapshot();

        Assert.Equal(
            new PermalinkTrace("gone"),
            Permalinks.Trace(snapshot, passage.Id, passage.TextHash, Permalinks.Opening(passage.Text))
        );
    }

    private static void AssertStandsAt(string text, Dictionary<string, StoredPassage> passages, PermalinkTrace trace)
    {
        var place = passages[trace.MovedTo!];
        if (trace.MovedAt is not { } at)
        {
            Assert.Equal(text, place.Text);
            return;
        }

        var there = place.Text[CodePoints.ToUtf16(place.Text, at.Start)..CodePoints.ToUtf16(place.Text, at.End)];
        Assert.True(
            there == text
                || (
                    text.StartsWith(there, StringComparison.Ordinal)
                    && place.Text.EndsWith(there, StringComparison.Ordinal)
                ),
            there
        );
    }

    /// <summary>A paragraph removed, doubled or moved, two joined, one parted, a word exchanged.</summary>
    private static string Edited(string text, Random random)
    {
        var paragraphs = text.Split("\n\n").ToList();
        var at = random.Next(2, paragraphs.Count - 1);
        var paragraph = paragraphs[at];
        switch (random.Next(7))
        {
            case 0:
                paragraphs.RemoveAt(at);
                break;
            case 1:
                paragraphs.RemoveAt(at);
                paragraphs.Insert(random.Next(2, paragraphs.Count), paragraph);
                break;
            case 2:
                paragraphs[at] = paragraph + " " + paragraphs[at + 1];
                paragraphs.RemoveAt(at + 1);
                break;
            case 3:
                paragraphs[at] = paragraph.Replace(". ", ".\n\n", StringComparison.Ordinal);
                break;
            case 4:
                var words = paragraph.Split(' ');
                words[random.Next(words.Length)] = "exchanged";
                paragraphs[at] = string.Join(' ', words);
                break;
            case 5:
                paragraphs.Insert(at, Words(random.Next(5, 200), "new"));
                break;
            default:
                paragraphs.RemoveRange(at, Math.Min(8, paragraphs.Count - at));
                break;
        }

        return string.Join("\n\n", paragraphs);
    }

    private static string Words(int count, string word) =>
        string.Join(' ', Enumerable.Range(1, count).Select(i => i % 12 == 0 ? word + "." : $"{word}{i}"));

    private static IndexedDocument Document(string id, string markdown)
    {
        var document = RecoveryPipeline.Recover(markdown);
        var summary = new DocumentSummary(
            id,
            id + ".md",
            "sha",
            "fingerprint",
            markdown.Length,
            new DescribedWork(new Work(id, "book"), ImmutableDictionary<string, FieldOrigin>.Empty),
            0,
            0,
            document.Notes.Count,
            document.Pages.Count,
            []
        );
        return PassageIndexing.Build(new StoredDocument(summary, document));
    }
}

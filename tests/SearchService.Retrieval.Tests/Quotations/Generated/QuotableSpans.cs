using SearchService.Analysis;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>Picks words to quote, and places among them where one may be changed so that a reader can tell which.</summary>
internal sealed class QuotableSpans(QuotableTexts texts, Random random)
{
    /// <summary>Words of a block; short ones come as often as long ones.</summary>
    public (QuotableBlock Block, int First, int End) Span(int least, int most)
    {
        var length = (int)Math.Round(least * Math.Pow(most / (double)least, random.NextDouble()));
        var block = texts.AnyBlock(random);
        length = Math.Min(length, block.Words.Count);
        var first = random.Next(block.Words.Count - length + 1);
        return (block, first, first + length);
    }

    /// <summary>A span around a word for which something holds, that word well inside.</summary>
    public (int First, int End, int At)? At(QuotableBlock block, Func<int, bool> holds)
    {
        var places = Enumerable
            .Range(0, block.Words.Count)
            .Where(i => i > 3 && i + 5 < block.Words.Count && IsFree(block, i) && holds(i))
            .ToList();
        if (places.Count == 0)
        {
            return null;
        }

        var at = places[random.Next(places.Count)];
        return (Math.Max(0, at - random.Next(4, 20)), Math.Min(block.Words.Count, at + random.Next(5, 20)), at);
    }

    /// <summary>A word of letters inside a span, spaces beside it and its neighbours.</summary>
    public int? Change(QuotableBlock block, int first, int end)
    {
        var places = Enumerable
            .Range(first, end - first)
            .Where(i =>
                i > first + 2
                && i + 3 < end
                && block.Words[i].Length > 2
                && block.Span(i, i + 1).All(char.IsAsciiLetterLower)
                && IsFree(block, i)
            )
            .ToList();
        return places.Count == 0 ? null : places[random.Next(places.Count)];
    }

    private static bool IsFree(QuotableBlock block, int at) =>
        block.Words[at].Start - block.Words[at - 1].End == 1
        && block.Text[block.Words[at - 1].End] == ' '
        && block.Words[at + 1].Start - block.Words[at].End == 1
        && block.Text[block.Words[at].End] == ' ';

    /// <summary>A span with other words in the place of one.</summary>
    public static string Put(QuotableBlock block, int first, int end, int at, string word) =>
        block.Span(first, at) + " " + word + " " + block.Span(at + 1, end);

    /// <summary>A plain word of some text.</summary>
    public string AnyWord()
    {
        while (true)
        {
            var block = texts.AnyBlock(random);
            var at = random.Next(block.Words.Count);
            var word = block.Span(at, at + 1);
            if (word.Length > 3 && word.All(char.IsAsciiLetterLower))
            {
                return word;
            }
        }
    }

    /// <summary>Whether nobody could say which word is the one that was changed.</summary>
    public static bool IsLikeNeighbours(QuotableBlock block, int at, string word, bool orItself = true)
    {
        var term = Words.Term(word);
        for (var i = at - 1; i <= at + 1; i++)
        {
            var other = block.Words[i].Term;
            if (
                (i != at || orItself)
                && (
                    other == term
                    || other.StartsWith(term, StringComparison.Ordinal)
                    || term.StartsWith(other, StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}

using System.Globalization;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;

namespace SearchService.Retrieval.Indexing;

/// <summary>
/// Forms under which words are found beside the one they have: the joined form of a hyphenated compound, and the likely reading of a
/// doubtful place. Where a likely reading has more words or fewer than the text, marks that no word can equal let a phrase run over it:
/// <code>
/// text       highprofile     visits       the     un-        known       soldier
/// words                                           unknown
/// marks      +high profile+                                  +unknown 2+
/// </code>
/// </summary>
/// <param name="Words">By position: other words that stand there.</param>
/// <param name="PhraseMarks">By position: what only phrases are sought by.</param>
internal sealed record OtherForms(ILookup<int, string> Words, ILookup<int, string> PhraseMarks)
{
    /// <summary>The mark of two words that stand in one.</summary>
    public static string InOne(string first, string second) => $"+{first} {second}+";

    /// <summary>The mark of the further places of a word that stands apart; <paramref name="place"/> counts from 1, at which the word itself is.</summary>
    public static string Place(string joined, int place) =>
        string.Create(CultureInfo.InvariantCulture, $"+{joined} {place}+");

    /// <param name="text">The part's text, from which <paramref name="tokens"/> were cut.</param>
    public static OtherForms Of(Block block, PassagePart part, string text, IReadOnlyList<Token> tokens)
    {
        var words = new HashSet<(int Position, string Term)>();
        var marks = new HashSet<(int Position, string Term)>();
        foreach (var compound in Analysis.Words.Compounds(text, tokens))
        {
            words.Add((compound.Position, compound.Term));
        }

        for (
            var i = block.Doubts.FirstFrom(doubt => doubt.Start, part.Start);
            i < block.Doubts.Count && block.Doubts[i].Start < part.End;
            i++
        )
        {
            if (block.Doubts[i] is { Suggestion: { } reading } doubt)
            {
                var start = doubt.Start - part.Start;
                AddReading(reading, Within(tokens, start, start + doubt.Length), words, marks);
            }
        }

        return new OtherForms(
            words.ToLookup(form => form.Position, form => form.Term),
            marks.ToLookup(form => form.Position, form => form.Term)
        );
    }

    private static List<Token> Within(IReadOnlyList<Token> tokens, int start, int end) =>
        [.. tokens.Skip(tokens.FirstAbove(token => token.End, start)).TakeWhile(token => token.Start < end)];

    private static void AddReading(
        string reading,
        List<Token> stands,
        HashSet<(int, string)> words,
        HashSet<(int, string)> marks
    )
    {
        var meant = Analysis.Words.Tokenize(reading);
        if (stands.Count == 0 || meant.Count == 0)
        {
            return;
        }

        var at = stands[0].Position;
        if (meant.Count == stands.Count)
        {
            foreach (var (word, token) in meant.Zip(stands).Where(pair => pair.First.Term != pair.Second.Term))
            {
                words.Add((token.Position, word.Term));
            }
        }
        else if (meant.Count == 1)
        {
            AddJoined(at, meant[0].Term, stands.Count, words, marks);
        }
        else if (meant.Count == 2 && stands.Count == 1)
        {
            marks.Add((at, InOne(meant[0].Term, meant[1].Term)));
        }

        // "un- known" may be "unknown".
        if (stands.Count > 1 && Analysis.Words.Compounds(reading, meant) is [var whole])
        {
            AddJoined(at, whole.Term, stands.Count, words, marks);
        }
    }

    private static void AddJoined(
        int at,
        string joined,
        int places,
        HashSet<(int, string)> words,
        HashSet<(int, string)> marks
    )
    {
        words.Add((at, joined));
        for (var place = 2; place <= places; place++)
        {
            marks.Add((at + place - 1, Place(joined, place)));
        }
    }
}

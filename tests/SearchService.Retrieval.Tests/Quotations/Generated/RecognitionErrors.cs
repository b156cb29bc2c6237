using System.Text;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>Letters taken for others that look like them, as character recognition does it.</summary>
internal sealed class RecognitionErrors(Random random)
{
    private static readonly (string From, string To)[] Confusions =
    [
        ("rn", "m"),
        ("m", "rn"),
        ("l", "1"),
        ("i", "l"),
        ("e", "c"),
        ("c", "e"),
        ("o", "0"),
        ("h", "b"),
        ("u", "n"),
        ("n", "u"),
        ("s", "5"),
        ("a", "o"),
        ("t", "f"),
        ("d", "cl"),
        ("g", "q"),
    ];

    /// <summary>The word with each letter mistaken at so high a rate; itself where little would be left of it.</summary>
    public string Garbled(string word, double rate)
    {
        var text = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (random.NextDouble() >= rate)
            {
                text.Append(word[i]);
                continue;
            }

            var (from, to) = Confusions[random.Next(Confusions.Length)];
            if (string.CompareOrdinal(word, i, from, 0, from.Length) == 0)
            {
                text.Append(to);
                i += from.Length - 1;
            }
            else if (
                Array.Find(Confusions, pair => pair.From[0] == word[i] && pair.From.Length == 1) is { To: { } near }
            )
            {
                text.Append(near);
            }

            // Any other letter is lost.
        }

        return text.Length < 2 ? word : text.ToString();
    }
}

using System.Text;
using SearchService.Engine.Matching;

namespace SearchService.Engine.Tests.Matching;

/// <summary>Columns of bits against the matrix of the definition, cell by cell.</summary>
public sealed class FuzzyAutomatonTests
{
    private const int MostEdits = 16;

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("abcdef", "abdcfe", 2)]
    [InlineData("straße", "strasse", 2)]
    [InlineData("é\U0001D538", "\U0001D538é", 1)]
    [InlineData("coalition", "collation", 2)]
    public void Edits_OfKnownPairs_AreThese(string meant, string term, int edits)
    {
        Assert.Equal(edits, new FuzzyAutomaton(meant, MostEdits).Edits(Encoding.UTF8.GetBytes(term)));
    }

    /// <summary>Lengths about those at which a column takes one more word of 64 bits.</summary>
    [Theory]
    [InlineData(0, 12)]
    [InlineData(1, 12)]
    [InlineData(20, 40)]
    [InlineData(62, 67)]
    [InlineData(63, 64)]
    [InlineData(120, 140)]
    [InlineData(190, 200)]
    public void Edits_OfRandomTermsAfterRandomEdits_AreThoseOfTheMatrix(int shortest, int longest)
    {
        Random random = new(shortest);
        string[] letters = ["a", "b", "c", "é", "\U0001D538"];
        for (int i = 0; i < 300; i++)
        {
            string[] meant = [.. Enumerable.Range(0, random.Next(shortest, longest)).Select(_ => Letter())];
            FuzzyAutomaton automaton = new(string.Concat(meant), MostEdits);
            for (int j = 0; j < 4; j++)
            {
                List<string> term = [.. meant];
                for (int edits = random.Next(8); edits > 0; edits--)
                {
                    Edit(term);
                }

                int expected = Distance(meant, term);
                Assert.Equal(
                    expected <= MostEdits ? expected : null,
                    automaton.Edits(Encoding.UTF8.GetBytes(string.Concat(term)))
                );
            }
        }

        string Letter() => letters[random.Next(letters.Length)];

        void Edit(List<string> term)
        {
            int at = random.Next(term.Count + 1);
            int kind = random.Next(4);
            if (kind == 0 || at == term.Count)
            {
                term.Insert(at, Letter());
            }
            else if (kind == 1)
            {
                term.RemoveAt(at);
            }
            else if (kind == 2)
            {
                term[at] = Letter();
            }
            else if (at > 0)
            {
                (term[at - 1], term[at]) = (term[at], term[at - 1]);
            }
        }
    }

    private static int Distance(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        int[,] edits = new int[one.Count + 1, other.Count + 1];
        for (int i = 0; i <= one.Count; i++)
        {
            for (int j = 0; j <= other.Count; j++)
            {
                int least = i == 0 || j == 0 ? i + j : edits[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1);
                if (i > 0 && j > 0)
                {
                    least = Math.Min(least, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                }

                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1))
                {
                    least = Math.Min(least, edits[i - 2, j - 2] + 1);
                }

                edits[i, j] = least;
            }
        }

        return edits[one.Count, other.Count];

        bool Same(int i, int j) => string.Equals(one[i], other[j], StringComparison.Ordinal);
    }
}

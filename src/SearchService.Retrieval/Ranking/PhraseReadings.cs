using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>
/// The word sequences that one phrase stands for. Compounds are written joined and apart ("peacekeeping", "peace-keeping",
/// "peace keeping"), initials with and without spaces ("J.S.", "J. S."): a lattice over the words of the phrase has an edge for each
/// way, and each path through it is a reading.
/// <code>
/// the   peacekeeping   activity
/// 0 ------ 1 -------- 2 ------ 3
///          \_ peace _ keeping _/     a word apart, where the collection has the two side by side
/// </code>
/// </summary>
/// <param name="expand">The terms that a pattern within the phrase stands for.</param>
/// <param name="text">The query as written: its places say where a line ended.</param>
internal sealed class PhraseReadings(
    IPassageSnapshot snapshot,
    Func<WildcardNode, IReadOnlyList<string>> expand,
    string text
)
{
    /// <summary>A phrase of many compounds has more readings than anybody writes; the first ones change the fewest words.</summary>
    private const int MostReadings = 16;

    /// <summary>Longer phrases are pasted: their words stand as the source wrote them.</summary>
    private const int MostWordsTakenApart = 24;

    private const int ShortestPart = 3;
    private const int LongestInitials = 5;

    /// <summary>For each reading its slots, each the terms that may stand there; as written comes first. None where there is no word.</summary>
    public List<IReadOnlyList<IReadOnlyList<string>>> Of(IReadOnlyList<QueryNode> words)
    {
        var atoms = new List<IReadOnlyList<string>>();
        var edges = new List<Edge>();
        var afterHyphen = new HashSet<int>();
        foreach (var node in words)
        {
            var first = atoms.Count;
            if (node is WildcardNode pattern)
            {
                atoms.Add(expand(pattern));
                continue;
            }

            if (node is not WordNode word)
            {
                continue;
            }

            var tokens = Words.Tokenize(word.Text);
            atoms.AddRange(tokens.Select(token => (IReadOnlyList<string>)[token.Term]));
            if (tokens.Count > 1 && Words.Compounds(word.Text, tokens) is [var whole])
            {
                var from = first + whole.Position;
                var length = tokens.Count(token => token.Start >= whole.Start && token.End <= whole.End);
                edges.Add(new Edge(from, from + length, [whole.Term]));
            }

            if (
                tokens.Count == 1
                && IsInitials(word.Text, tokens[0].Term)
                && tokens[0].Term.All(letter => Occurs(letter.ToString()))
            )
            {
                edges.Add(new Edge(first, first + 1, [.. tokens[0].Term.Select(letter => letter.ToString())]));
            }

            if (tokens.Count > 0 && EndsInHyphen(word))
            {
                afterHyphen.Add(atoms.Count);
            }
        }

        if (atoms.Count <= MostWordsTakenApart)
        {
            AddJoined(atoms, edges);
            AddApart(atoms, edges);
        }

        edges.AddRange(
            from at in afterHyphen
            where at < atoms.Count && atoms[at - 1].Count == 1 && atoms[at].Count == 1
            select new Edge(at - 1, at + 1, [atoms[at - 1][0] + atoms[at][0]])
        );
        return Paths(atoms, edges.ToLookup(edge => edge.From));
    }

    // Two words that the collection also has as one, "policy makers" and "J. S."; words of the grammar join no compound.
    private void AddJoined(List<IReadOnlyList<string>> atoms, List<Edge> edges)
    {
        for (var i = 0; i + 1 < atoms.Count; i++)
        {
            if (
                atoms[i] is [var left]
                && atoms[i + 1] is [var right]
                && (IsPart(left) && IsPart(right))
                && !edges.Exists(edge => edge.From <= i && edge.To > i + 1)
                && Occurs(left + right)
            )
            {
                edges.Add(new Edge(i, i + 2, [left + right]));
            }

            var letters = 0;
            while (
                i + letters < atoms.Count && atoms[i + letters] is [{ Length: 1 } letter] && char.IsLetter(letter[0])
            )
            {
                letters++;
            }

            if (letters is > 1 and <= LongestInitials && (i == 0 || atoms[i - 1] is not [{ Length: 1 }]))
            {
                var initials = string.Concat(atoms.Skip(i).Take(letters).Select(atom => atom[0]));
                if (Occurs(initials))
                {
                    edges.Add(new Edge(i, i + letters, [initials]));
                }
            }
        }
    }

    private void AddApart(List<IReadOnlyList<string>> atoms, List<Edge> edges)
    {
        for (var i = 0; i < atoms.Count; i++)
        {
            if (atoms[i] is [var word])
            {
                edges.AddRange(Apart(word).Select(parts => new Edge(i, i + 1, [parts.Left, parts.Right])));
            }
        }
    }

    private IEnumerable<(string Left, string Right)> Apart(string word)
    {
        for (var cut = ShortestPart; cut <= word.Length - ShortestPart; cut++)
        {
            var (left, right) = (word[..cut], word[cut..]);
            if (IsPart(left) && IsPart(right) && Occurs(left) && Occurs(right) && StandSideBySide(left, right))
            {
                yield return (left, right);
            }
        }
    }

    private bool StandSideBySide(string left, string right) =>
        snapshot
            .Search(
                new PassageQuery(
                    new PhraseClause(
                        PassageField.Text,
                        [
                            [left],
                            [right],
                        ]
                    ),
                    null,
                    PassageSort.Document,
                    0,
                    0,
                    null,
                    []
                ),
                CancellationToken.None
            )
            .Total > 0;

    private bool Occurs(string term) => snapshot.PassagesWith(PassageField.Text, term) > 0;

    private static bool IsPart(string term) =>
        term.Length >= ShortestPart && term.All(char.IsLetter) && !StopWords.IsFunctionWord(term);

    private static bool IsInitials(string written, string term) =>
        term.Length is > 1 and <= LongestInitials
        && written.Contains('.', StringComparison.Ordinal)
        && term.All(char.IsLetter);

    /// <summary>Whether a hyphen and white space stand behind a word of the query: it was pasted with its line's end.</summary>
    private bool EndsInHyphen(WordNode word)
    {
        var behind = word.Start + word.Length;
        return behind + 1 < text.Length
            && text[behind] is '-' or '‐' or '\u00ad'
            && char.IsWhiteSpace(text[behind + 1]);
    }

    private static List<IReadOnlyList<IReadOnlyList<string>>> Paths(
        List<IReadOnlyList<string>> atoms,
        ILookup<int, Edge> edges
    )
    {
        var paths = new List<IReadOnlyList<IReadOnlyList<string>>>();
        if (atoms.Count > 0)
        {
            Walk(0, []);
        }

        return paths;

        void Walk(int at, List<IReadOnlyList<string>> slots)
        {
            if (paths.Count == MostReadings)
            {
                return;
            }

            if (at == atoms.Count)
            {
                paths.Add([.. slots]);
                return;
            }

            Walk(at + 1, [.. slots, atoms[at]]);
            foreach (var edge in edges[at])
            {
                Walk(edge.To, [.. slots, .. edge.Terms.Select(term => (IReadOnlyList<string>)[term])]);
            }
        }
    }

    /// <summary>Another way to write the words [From, To).</summary>
    private readonly record struct Edge(int From, int To, IReadOnlyList<string> Terms);
}

using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>A term that a pattern stands for in one segment, and how far it is from it.</summary>
internal readonly record struct ExpandedTerm(int Segment, int Edits, TermEntry Entry);

/// <summary>
/// The terms that a pattern stands for, as many as may be taken: the nearest (0 edits for wildcards), then those in most live
/// documents, then by their bytes.
/// </summary>
/// <param name="Terms">What was taken, in each segment that has it.</param>
/// <param name="Taken">How many terms that are.</param>
/// <param name="Found">
/// How many there are; where none had to be left out these are not told apart, and both numbers are that of
/// <paramref name="Terms"/>.
/// </param>
internal sealed record TermExpansion(List<ExpandedTerm> Terms, int Taken, int Found)
{
    // Edits beyond these make anything of anything, and rows that are long.
    private const int MostEdits = 16;

    /// <exception cref="ArgumentOutOfRangeException">The query's edits are negative, or more than 16.</exception>
    public static TermExpansion Of(WildcardQuery query, int field, CommitView view, CancellationToken cancellation) =>
        Limited(new Walk(view, field, cancellation).Find(query), query.MaxExpansions);

    /// <inheritdoc cref="Of(WildcardQuery, int, CommitView, CancellationToken)"/>
    public static TermExpansion Of(FuzzyQuery query, int field, CommitView view, CancellationToken cancellation) =>
        Limited(new Walk(view, field, cancellation).Find(query), query.MaxExpansions);

    /// <summary>The terms themselves that are taken, in the order that decides which are.</summary>
    public static IReadOnlyList<string> Ranked(
        WildcardQuery query,
        int field,
        CommitView view,
        CancellationToken cancellation
    ) => Texts(new Walk(view, field, cancellation).Find(query), query.MaxExpansions);

    /// <inheritdoc cref="Ranked(WildcardQuery, int, CommitView, CancellationToken)"/>
    public static IReadOnlyList<string> Ranked(
        FuzzyQuery query,
        int field,
        CommitView view,
        CancellationToken cancellation
    ) => Texts(new Walk(view, field, cancellation).Find(query), query.MaxExpansions);

    private static TermExpansion Limited(Walk walk, int most)
    {
        if (walk.Terms.Count <= most)
        {
            return new TermExpansion(walk.Terms, walk.Terms.Count, walk.Terms.Count);
        }

        List<List<int>> ranked = walk.Rank();
        List<ExpandedTerm> taken = [];
        foreach (int number in ranked.Take(most).SelectMany(numbers => numbers))
        {
            taken.Add(walk.Terms[number]);
        }

        return new TermExpansion(taken, Math.Min(most, ranked.Count), ranked.Count);
    }

    private static string[] Texts(Walk walk, int most) =>
        [.. walk.Rank().Take(most).Select(numbers => Utf8.Text(walk.Text(numbers[0])))];

    /// <summary>Goes through the dictionaries of all segments. Terms lie in one run of bytes until it is known that they are needed.</summary>
    private sealed class Walk(CommitView view, int field, CancellationToken cancellation)
    {
        private const int TermsBetweenChecks = 256;

        private readonly List<int> _ends = [0];
        private byte[] _bytes = new byte[256];

        public List<ExpandedTerm> Terms { get; } = [];

        public ReadOnlySpan<byte> Text(int number) => _bytes.AsSpan(_ends[number].._ends[number + 1]);

        public Walk Find(WildcardQuery query)
        {
            WildcardAutomaton automaton = new(query.Pattern);
            for (int segment = 0; segment < view.Segments.Count; segment++)
            {
                SegmentFile file = view.Segments[segment].File;
                if (automaton.IsAnchored)
                {
                    TermWalk walk = new(file.Terms(field), automaton);
                    while (walk.MoveNext())
                    {
                        Add(segment, 0, walk.Term, walk.Entry);
                    }
                }
                else
                {
                    // With any beginning every term is a candidate that has the letters.
                    TermLetters letters = SegmentCache.Of(file).Letters(field);
                    List<(int Number, int Edits)> found = [];
                    foreach (int term in letters.With(automaton.Letters))
                    {
                        if (automaton.Matches(letters.Term(term)))
                        {
                            found.Add((letters.Number(term), 0));
                        }
                    }

                    Add(segment, found);
                }
            }

            return this;
        }

        public Walk Find(FuzzyQuery query)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(query.MaxEdits, nameof(query));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(query.MaxEdits, MostEdits, nameof(query));
            FuzzyAutomaton automaton = new(query.Term, query.MaxEdits);
            for (int segment = 0; segment < view.Segments.Count; segment++)
            {
                SegmentFile file = view.Segments[segment].File;
                TermLetters letters = SegmentCache.Of(file).Letters(field);
                List<(int Number, int Edits)> found = [];
                foreach (int term in letters.Near(automaton.Letters, automaton.Length, query.MaxEdits))
                {
                    if (automaton.Edits(letters.Term(term)) is int edits)
                    {
                        found.Add((letters.Number(term), edits));
                    }
                }

                Add(segment, found);
            }

            return this;
        }

        /// <summary>The different terms that are live, by the numbers of their entries, in the order in which they are taken.</summary>
        public List<List<int>> Rank()
        {
            Dictionary<byte[], List<int>> terms = new(Utf8.Equality);
            for (int number = 0; number < Terms.Count; number++)
            {
                byte[] term = Text(number).ToArray();
                if (!terms.TryGetValue(term, out List<int>? numbers))
                {
                    numbers = [];
                    terms.Add(term, numbers);
                }

                numbers.Add(number);
            }

            // Terms that only deleted documents have are not there.
            return
            [
                .. terms
                    .Select(term => (term.Key, Numbers: term.Value, Documents: Documents(term.Value)))
                    .Where(term => term.Documents > 0)
                    .OrderBy(term => Terms[term.Numbers[0]].Edits)
                    .ThenByDescending(term => term.Documents)
                    .ThenBy(term => term.Key, Utf8.Order)
                    .Select(term => term.Numbers),
            ];
        }

        private long Documents(List<int> numbers)
        {
            cancellation.ThrowIfCancellationRequested();
            return view.DocumentFrequency(field, [.. numbers.Select(n => (Terms[n].Segment, Terms[n].Entry))]);
        }

        /// <summary>Adds terms by their places in the dictionary.</summary>
        private void Add(int segment, List<(int Number, int Edits)> found)
        {
            found.Sort();
            TermCursor terms = view.Segments[segment].File.Terms(field).Open();
            foreach ((int number, int edits) in found)
            {
                terms.MoveTo(number);
                Add(segment, edits, terms.Term, terms.Entry);
            }
        }

        private void Add(int segment, int edits, ReadOnlySpan<byte> term, TermEntry entry)
        {
            if (Terms.Count % TermsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            int start = _ends[^1];
            if (start + term.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, (start + term.Length) * 2);
            }

            term.CopyTo(_bytes.AsSpan(start));
            _ends.Add(start + term.Length);
            Terms.Add(new ExpandedTerm(segment, edits, entry));
        }
    }
}

namespace SearchService.Analysis;

/// <summary>
/// The terms of written words, each worked out once: a text of a million words has some tens of thousands of different ones. For
/// one thread at a time.
/// </summary>
/// <param name="term">Depends on the word alone.</param>
public sealed class TermCache(Func<string, string> term)
{
    // A few MB; a collection of more different words begins anew rather than grow without end.
    private const int MaxWords = 100_000;

    private readonly Dictionary<string, string> terms = new(StringComparer.Ordinal);

    /// <summary>The term of a word as it is written.</summary>
    public string Of(ReadOnlySpan<char> word)
    {
        var lookup = terms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out var known))
        {
            return known;
        }

        if (terms.Count == MaxWords)
        {
            terms.Clear();
        }

        var written = word.ToString();
        return terms[written] = term(written);
    }
}

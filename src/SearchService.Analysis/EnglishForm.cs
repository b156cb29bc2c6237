namespace SearchService.Analysis;

/// <summary>
/// The one form under which all inflections of an English word are sought, in British and American spelling: the stem of
/// <see cref="EnglishStemmer"/>, with <c>-ise</c> read as <c>-ize</c>, <c>-our</c> as <c>-or</c>, <c>-fence</c> as <c>-fense</c> and
/// <c>-programme</c> as <c>-program</c>. Words that are spelled with an s everywhere ("exercise") change alike in text and query.
/// </summary>
public static class EnglishForm
{
    private const int ShortestIze = 6;
    private const int ShortestOur = 6;

    private static readonly string[] IzeEndings =
    [
        "isation",
        "isations",
        "isational",
        "ise",
        "ised",
        "iser",
        "isers",
        "ises",
        "ising",
        "yse",
        "ysed",
        "yser",
        "ysers",
        "yses",
        "ysing",
    ];

    /// <summary>The form of a folded term, as <see cref="Token.Term"/>.</summary>
    public static string Of(string term)
    {
        var stem = EnglishStemmer.Stem(Ize(term));
        if (stem.Length >= ShortestOur && stem.EndsWith("our", StringComparison.Ordinal))
        {
            return string.Concat(stem.AsSpan(0, stem.Length - 2), "r");
        }

        if (stem.EndsWith("fenc", StringComparison.Ordinal))
        {
            return string.Concat(stem.AsSpan(0, stem.Length - 1), "s");
        }

        return stem.EndsWith("programm", StringComparison.Ordinal) ? stem[..^1] : stem;
    }

    private static string Ize(string term)
    {
        if (term.Length < ShortestIze)
        {
            return term;
        }

        foreach (var ending in IzeEndings)
        {
            if (term.EndsWith(ending, StringComparison.Ordinal))
            {
                var at = term.Length - ending.Length + 1;
                return string.Concat(term.AsSpan(0, at), "z", term.AsSpan(at + 1));
            }
        }

        return term;
    }
}

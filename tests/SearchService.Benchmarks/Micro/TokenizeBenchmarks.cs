using BenchmarkDotNet.Attributes;
using SearchService.Analysis;
using SearchService.Benchmarks.Engine;

namespace SearchService.Benchmarks.Micro;

/// <summary>The analysis of one English passage of about 130 words.</summary>
public class TokenizeBenchmarks
{
    private const string Passage = """
        The harbour-master's register for 1874 lists 2,316 arrivals, of which barely a third had been announced by telegraph. Captains
        who disliked paying for messages preferred to wait off the mole until a pilot noticed them; the habit was old, and nobody in the
        port thought it worth correcting. What changed it was not a regulation but a fire. When the coal sheds burned in November, three
        colliers lay unannounced beyond the bar with everything the town needed, and no one ashore knew their names. Within a year the
        company had laid a cable to the signal station, the underwriters offered a rebate to ships that used it, and the register's
        margins, where "seen late" had been written so often, grew clean. It's a small story, e.g. of how practice follows loss.
        """;

    private readonly PassageAnalysis _analysis = new();
    private readonly string[] _terms = [.. Words.Tokenize(Passage).Select(token => token.Term)];

    /// <summary>Cut into words, each with its place and its folded form.</summary>
    [Benchmark]
    public int Tokens() => Words.Tokenize(Passage).Count;

    /// <summary>The stems of its words.</summary>
    [Benchmark]
    public int Stems()
    {
        int letters = 0;
        foreach (string term in _terms)
        {
            letters += EnglishStemmer.Stem(term).Length;
        }

        return letters;
    }

    /// <summary>The forms of its words under which the service finds them.</summary>
    [Benchmark]
    public int Forms()
    {
        int letters = 0;
        foreach (string term in _terms)
        {
            letters += EnglishForm.Of(term).Length;
        }

        return letters;
    }

    /// <summary>From text to the terms of an index, words that were met before being known, as when many passages are indexed.</summary>
    [Benchmark]
    public int Terms() => _analysis.Tokens(Passage).Count;
}

using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Lines of a source that belong together, [Start, End), whose marks a reading from left to right removes.</summary>
internal sealed class InlineText(Draft draft, int start, int end)
{
    /// <summary>Farther apart, two marks are no pair: a bound for time and for harm.</summary>
    public const int LongestSpan = 3000;

    public string Source { get; } = draft.Source;

    public int Start => start;

    public int End => end;

    public static bool IsWord(char c) => char.IsLetter(c) || char.IsAsciiDigit(c);

    /// <summary>A character of these lines; a line end outside of them.</summary>
    public char At(int i) => i >= start && i < end ? Source[i] : '\n';

    /// <summary>How many of the same character stand from here on.</summary>
    public int RunLength(int i)
    {
        var to = i;
        while (to < end && Source[to] == Source[i])
        {
            to++;
        }

        return to - i;
    }

    /// <summary>The text from here on, at most so many characters of it.</summary>
    public ReadOnlySpan<char> From(int i, int most = int.MaxValue) => Source.AsSpan(i, Math.Min(end - i, most));

    public bool IsNoise(int i) => draft.Noise[i] != NoiseKind.None;

    /// <summary>Makes [from, to) noise.</summary>
    public void Mark(int from, int to) => draft.Mark(from, to, NoiseKind.Markup);

    /// <summary>Has [from, to) read as other words.</summary>
    public void Replace(int from, int to, string words) => draft.Replace(from, to, words, NoiseKind.Markup);
}

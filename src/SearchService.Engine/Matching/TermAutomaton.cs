namespace SearchService.Engine.Matching;

/// <summary>
/// Which terms are meant, told code point by code point. It keeps a state for each depth (number of code points read), so that
/// a reader of sorted terms goes back to where two terms part and reads on from there.
/// </summary>
internal abstract class TermAutomaton
{
    /// <summary>The last code point there is.</summary>
    protected const int LastRune = 0x10FFFF;

    /// <summary>
    /// Reads a code point after the first <paramref name="depth"/> ones, which makes the state of the next depth. False where no
    /// term that begins so is meant.
    /// </summary>
    public abstract bool Step(int depth, int rune);

    /// <summary>How many edits a term that ends here is away; null where it is not meant.</summary>
    public abstract int? Edits(int depth);

    /// <summary>Whether every term that begins so is meant, without edits.</summary>
    public abstract bool TakesAll(int depth);

    /// <summary>The smallest code point after <paramref name="rune"/> (which may be -1) that can be read here, or null.</summary>
    public abstract int? NextRune(int depth, int rune);

    /// <summary>The code point after another one; surrogates are none.</summary>
    protected static int? After(int rune) =>
        rune switch
        {
            0xD7FF => 0xE000,
            LastRune => null,
            _ => rune + 1,
        };
}

using System.Text;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Terms that a pattern of <c>*</c> (any run) and <c>?</c> (any one code point) matches whole: the automaton of all places in the
/// pattern at once, one bit a place (Baeza-Yates and Gonnet 1992). Place i stands before the i-th sign that is no star; a star
/// before it makes it a place to stay at. A state is kept for each depth (number of code points read), so that a reader of sorted
/// terms goes back to where two terms part and reads on from there.
/// </summary>
internal sealed class WildcardAutomaton
{
    private const int LastRune = 0x10FFFF;

    private readonly int _words;
    private readonly int _last;
    private readonly ulong[] _stays;

    // From which places a code point leads on: those in the pattern each, which rise, and all others alike.
    private readonly int[] _runes;
    private readonly ulong[][] _steps;
    private readonly ulong[][] _ascii = new ulong[128][];
    private readonly ulong[] _otherSteps;

    private ulong[] _states;

    public WildcardAutomaton(string pattern)
    {
        Rune[] signs = [.. Utf8.Canonical(pattern).EnumerateRunes()];
        _last = signs.Count(sign => sign.Value != '*');
        _words = (_last >> 6) + 1;
        _stays = new ulong[_words];
        _otherSteps = new ulong[_words];
        _runes = [.. signs.Select(sign => sign.Value).Where(sign => sign is not ('*' or '?')).Distinct().Order()];
        _steps = Array.ConvertAll(_runes, _ => new ulong[_words]);

        int place = 0;
        foreach (int sign in signs.Select(sign => sign.Value))
        {
            if (sign == '*')
            {
                Set(_stays, place);
                continue;
            }

            foreach (ulong[] steps in sign == '?' ? _steps.Append(_otherSteps) : [StepsOf(sign)])
            {
                Set(steps, place);
            }

            place++;
        }

        Array.Fill(_ascii, _otherSteps);
        for (int i = 0; i < _runes.Length && _runes[i] < _ascii.Length; i++)
        {
            _ascii[_runes[i]] = _steps[i];
        }

        _states = new ulong[_words * 32];
        _states[0] = 1;
        IsAnchored = signs.Length > 0 && signs[0].Value is not ('*' or '?');
        Letters = TermLetters.Of(Utf8.Of(string.Concat(_runes.Select(rune => new Rune(rune).ToString()))), out _);
    }

    /// <summary>Whether the pattern says what a term begins with.</summary>
    public bool IsAnchored { get; }

    /// <summary>The letters that every term which is meant has; <see cref="TermLetters"/>.</summary>
    public uint Letters { get; }

    /// <summary>Whether a whole term in UTF-8 is meant.</summary>
    public bool Matches(ReadOnlySpan<byte> term)
    {
        int depth = 0;
        while (term.Length > 0)
        {
            if (TakesAll(depth))
            {
                return true;
            }

            Rune.DecodeFromUtf8(term, out Rune rune, out int bytes);
            if (!Step(depth++, rune.Value))
            {
                return false;
            }

            term = term[bytes..];
        }

        return TakesEnd(depth);
    }

    /// <summary>
    /// Reads a code point after the first <paramref name="depth"/> ones, which makes the state of the next depth. False where no
    /// term that begins so is meant.
    /// </summary>
    public bool Step(int depth, int rune)
    {
        int from = depth * _words;
        if (from + (2 * _words) > _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        ulong[] steps = StepsBy(rune);
        ulong carry = 0;
        ulong any = 0;
        for (int word = 0; word < _words; word++)
        {
            ulong state = _states[from + word];
            ulong moving = state & steps[word];
            ulong next = (moving << 1) | carry | (state & _stays[word]);
            carry = moving >> 63;
            _states[from + _words + word] = next;
            any |= next;
        }

        return any != 0;
    }

    /// <summary>Whether a term that ends here is meant.</summary>
    public bool TakesEnd(int depth) => StandsAtLast(depth);

    /// <summary>Whether every term that begins so is meant.</summary>
    public bool TakesAll(int depth) => StandsAtLast(depth) && (_stays[_last >> 6] & (1UL << _last)) != 0;

    /// <summary>The smallest code point after <paramref name="rune"/> (which may be -1) that can be read here, or null.</summary>
    public int? NextRune(int depth, int rune)
    {
        if (Leads(depth, _stays) || Leads(depth, _otherSteps))
        {
            return After(rune);
        }

        for (int i = 0; i < _runes.Length; i++)
        {
            if (_runes[i] > rune && Leads(depth, _steps[i]))
            {
                return _runes[i];
            }
        }

        return null;
    }

    private ulong[] StepsBy(int rune) => rune < _ascii.Length ? _ascii[rune] : StepsOf(rune);

    private ulong[] StepsOf(int rune)
    {
        int at = Array.BinarySearch(_runes, rune);
        return at < 0 ? _otherSteps : _steps[at];
    }

    private bool StandsAtLast(int depth) => (_states[(depth * _words) + (_last >> 6)] & (1UL << _last)) != 0;

    private bool Leads(int depth, ulong[] places)
    {
        for (int word = 0; word < _words; word++)
        {
            if ((_states[(depth * _words) + word] & places[word]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The code point after another one; surrogates are none.</summary>
    private static int? After(int rune) =>
        rune switch
        {
            0xD7FF => 0xE000,
            LastRune => null,
            _ => rune + 1,
        };

    private static void Set(ulong[] bits, int place) => bits[place >> 6] |= 1UL << place;
}

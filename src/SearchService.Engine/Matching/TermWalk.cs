using System.Text;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// The terms of a field of one segment that a pattern means, in order of their bytes. Where no further term can begin as the
/// current one does, the walk goes to the least bytes that one can begin with: a few terms on it is read there, further on sought.
/// </summary>
internal sealed class TermWalk
{
    // What a seek in the dictionary costs, in terms read.
    private const int TermsBeforeSeek = 8;

    private readonly WildcardAutomaton _automaton;
    private readonly TermCursor _terms;

    // The code points that the automaton has read and where each begins; one more entry for where the last one ends.
    private int[] _runes = new int[32];
    private int[] _starts = new int[33];
    private int _depth;
    private byte[] _read = new byte[64];
    private byte[] _target = new byte[64];
    private bool _ended;

    // Whether the dictionary stands at a term that is still to be read.
    private bool _sought;

    public TermWalk(TermDictionary dictionary, WildcardAutomaton automaton)
    {
        _automaton = automaton;
        _terms = dictionary.Open();
        _sought = _terms.SeekCeiling(LeastFrom(LeadsOn()));
        _ended = !_sought;
    }

    public ReadOnlySpan<byte> Term => _terms.Term;

    public TermEntry Entry => _terms.Entry;

    public bool MoveNext()
    {
        while (!_ended && (_sought || _terms.MoveNext()))
        {
            _sought = false;
            if (Read(out bool dead))
            {
                return true;
            }

            _ended = dead && !Skip();
        }

        _ended = true;
        return false;
    }

    /// <summary>Reads the current term from where it parts with what was read before. Dead: no term begins with what was read.</summary>
    private bool Read(out bool dead)
    {
        ReadOnlySpan<byte> term = _terms.Term;
        int shared = term.CommonPrefixLength(_read.AsSpan(0, _starts[_depth]));
        while (_starts[_depth] > shared)
        {
            _depth--;
        }

        Reserve(term.Length);
        int at = _starts[_depth];
        term[at..].CopyTo(_read.AsSpan(at));
        dead = false;
        while (at < term.Length)
        {
            if (_automaton.TakesAll(_depth))
            {
                return true;
            }

            int rune = term[at];
            int bytes = 1;
            if (rune >= 0x80)
            {
                Rune.DecodeFromUtf8(term[at..], out Rune decoded, out bytes);
                rune = decoded.Value;
            }

            if (!_automaton.Step(_depth, rune))
            {
                _runes[_depth] = rune;
                dead = true;
                return false;
            }

            at += bytes;
            Push(rune, at);
        }

        return _automaton.TakesEnd(_depth);
    }

    /// <summary>Goes to the first term that may be meant after one that died; false where there is none.</summary>
    private bool Skip()
    {
        int? next = _automaton.NextRune(_depth, _runes[_depth]);
        while (next is null)
        {
            if (_depth == 0)
            {
                return false;
            }

            _depth--;
            next = _automaton.NextRune(_depth, _runes[_depth]);
        }

        ReadOnlySpan<byte> target = LeastFrom(next);
        for (int i = 0; i < TermsBeforeSeek; i++)
        {
            if (!_terms.MoveNext())
            {
                return false;
            }

            if (_terms.Term.SequenceCompareTo(target) >= 0)
            {
                return _sought = true;
            }
        }

        return _sought = _terms.SeekCeiling(target);
    }

    /// <summary>
    /// Reads on with a code point, and further as long as there is but little to go on with: the least bytes that a term can begin
    /// with from there.
    /// </summary>
    private ReadOnlySpan<byte> LeastFrom(int? next)
    {
        while (next is int rune && _automaton.Step(_depth, rune))
        {
            Reserve(_starts[_depth] + 4);
            int bytes = new Rune(rune).EncodeToUtf8(_read.AsSpan(_starts[_depth]));
            Push(rune, _starts[_depth] + bytes);
            next = LeadsOn();
        }

        int length = _starts[_depth];
        _read.AsSpan(0, length).CopyTo(_target);
        return _target.AsSpan(0, length);
    }

    /// <summary>The least code point that must follow at least; null where a term may end here or go on with any.</summary>
    private int? LeadsOn() =>
        !_automaton.TakesEnd(_depth) && _automaton.NextRune(_depth, -1) is int least && least > 0 ? least : null;

    private void Push(int rune, int end)
    {
        _runes[_depth++] = rune;
        _starts[_depth] = end;
    }

    private void Reserve(int bytes)
    {
        if (bytes >= _read.Length)
        {
            Array.Resize(ref _read, bytes * 2);
            Array.Resize(ref _target, bytes * 2);
        }

        if (bytes >= _runes.Length)
        {
            Array.Resize(ref _runes, bytes * 2);
            Array.Resize(ref _starts, (bytes * 2) + 1);
        }
    }
}

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// A run of whole lines of a file, in memory that is used again for the next run; <see cref="PassageFile.Read(PassageLines)"/> fills it.
/// For one thread.
/// </summary>
internal sealed class PassageLines
{
    private int _length;
    private int _next;
    private int _start;
    private int _end;

    /// <summary>What the run is read into.</summary>
    public byte[] Buffer { get; set; } = [];

    /// <summary>The line that <see cref="MoveNext"/> went to, without white space before it.</summary>
    public ReadOnlySpan<byte> Current => Buffer.AsSpan(_start.._end);

    /// <summary>Its number in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where the line after it begins in the run, in bytes.</summary>
    public int Next => _next;

    /// <summary>Begins a run of so many bytes, before which the file has so many lines.</summary>
    public void Begin(int length, long linesBefore)
    {
        _length = length;
        _next = 0;
        Number = linesBefore;
    }

    /// <summary>Goes to the next line that is not empty; false after the last.</summary>
    public bool MoveNext()
    {
        while (_next < _length)
        {
            _start = _next;
            int newLine = Buffer.AsSpan(_start, _length - _start).IndexOf((byte)'\n');
            _end = newLine < 0 ? _length : _start + newLine;
            _next = Math.Min(_end + 1, _length);
            Number++;
            if (Number == 1 && Current.StartsWith("\uFEFF"u8))
            {
                _start += "\uFEFF"u8.Length;
            }

            _start += Current.IndexOfAnyExcept(" \t\r"u8) is var white and >= 0 ? white : Current.Length;
            if (_start < _end)
            {
                return true;
            }
        }

        return false;
    }
}

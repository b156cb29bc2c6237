using Microsoft.Win32.SafeHandles;

namespace SearchService.Benchmarks.Engine;

/// <summary>A file of JSON lines, handed out in runs of whole lines to any number of threads, so that they share the parsing.</summary>
internal sealed class PassageFile(string path, int limit) : IDisposable
{
    private const int RunLength = 1 << 18;

    private readonly SafeFileHandle _file = File.OpenHandle(path);
    private readonly Lock _gate = new();
    private long _at;
    private long _lines;
    private readonly bool _isLimited = limit < int.MaxValue;
    private int _left = limit;

    /// <summary>The passages of a file, so many at most.</summary>
    /// <exception cref="InvalidDataException">There is none, or a line is no passage.</exception>
    public static IEnumerable<Passage> Read(string path, int limit)
    {
        using PassageFile file = new(path, limit);
        PassageReader reader = new(path);
        PassageLines lines = new();
        bool isEmpty = true;
        while (file.Read(lines))
        {
            while (lines.MoveNext())
            {
                reader.Read(lines.Current, lines.Number);
                isEmpty = false;
                yield return reader.Passage;
            }
        }

        if (isEmpty)
        {
            throw new InvalidDataException($"{path}: there is no passage in it");
        }
    }

    /// <summary>Reads the next run; false at the end of the file, or once there are as many passages as wanted.</summary>
    public bool Read(PassageLines lines)
    {
        if (lines.Buffer.Length == 0)
        {
            lines.Buffer = new byte[RunLength];
        }

        lock (_gate)
        {
            while (_left > 0)
            {
                int read = Fill(lines.Buffer);
                bool isLast = read < lines.Buffer.Length;
                int end = isLast ? read : lines.Buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
                if (end > 0)
                {
                    end = Limited(lines, end);
                    lines.Begin(end, _lines);
                    _at += end;
                    _lines += lines.Buffer.AsSpan(0, end).Count((byte)'\n');
                    return true;
                }

                if (isLast)
                {
                    return false;
                }

                lines.Buffer = new byte[lines.Buffer.Length * 2];
            }

            return false;
        }
    }

    /// <summary>Hands out nothing more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _left = 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private int Fill(byte[] buffer)
    {
        int filled = 0;
        for (int read = -1; read != 0 && filled < buffer.Length; filled += read)
        {
            read = RandomAccess.Read(_file, buffer.AsSpan(filled), _at + filled);
        }

        return filled;
    }

    /// <summary>How much of the run is wanted: where its passages pass the limit it ends before.</summary>
    private int Limited(PassageLines lines, int length)
    {
        if (!_isLimited)
        {
            return length;
        }

        lines.Begin(length, _lines);
        while (_left > 0 && lines.MoveNext())
        {
            _left--;
        }

        return _left > 0 ? length : lines.Next;
    }
}

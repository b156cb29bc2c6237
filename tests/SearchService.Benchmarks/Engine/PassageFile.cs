using Microsoft.Win32.SafeHandles;

namespace SearchService.Benchmarks.Engine;

/// <summary>A file of JSON lines, handed out in runs of whole lines to any number of threads, so that they share the parsing.</summary>
internal sealed class PassageFile(string path, int limit) : IDisposable
{
    private const int RunLength = 1 << 18;

    private readonly SafeFileHandle _file = File.OpenHandle(path);
    private readonly Lock _gate = new();
    private long _at;
    private readonly bool _isLimited = limit < int.MaxValue;
    private int _left = limit;

    public static IEnumerable<Passage> Read(string path, int limit)
    {
        using PassageFile file = new(path, limit);
        byte[] buffer = [];
        for (int length = file.Read(ref buffer); length > 0; length = file.Read(ref buffer))
        {
            for (int at = 0; NextLine(buffer, length, ref at) is { Length: > 0 } line; )
            {
                yield return Passage.Parse(line.Span);
            }
        }
    }

    /// <summary>Reads the next run into a buffer of the caller's, which grows as need be; 0 at the end.</summary>
    public int Read(ref byte[] buffer)
    {
        if (buffer.Length == 0)
        {
            buffer = new byte[RunLength];
        }

        lock (_gate)
        {
            while (_left > 0)
            {
                int read = Fill(buffer);
                bool isLast = read < buffer.Length;
                int end = isLast ? read : buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
                if (end > 0)
                {
                    end = Count(buffer, end);
                    _at += end;
                    return end;
                }

                if (isLast)
                {
                    return 0;
                }

                buffer = new byte[buffer.Length * 2];
            }

            return 0;
        }
    }

    /// <summary>The next line that holds a passage; empty after the last.</summary>
    public static ReadOnlyMemory<byte> NextLine(byte[] buffer, int length, ref int at)
    {
        while (at < length)
        {
            int start = at;
            int newLine = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
            int end = newLine < 0 ? length : start + newLine;
            at = Math.Min(end + 1, length);
            if (buffer.AsSpan(start, end - start).Contains((byte)'{'))
            {
                return buffer.AsMemory(start, end - start);
            }
        }

        return default;
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

    /// <summary>Counts the run's passages; where they pass the limit it ends before.</summary>
    private int Count(byte[] buffer, int length)
    {
        if (!_isLimited)
        {
            return length;
        }

        int at = 0;
        while (_left > 0 && NextLine(buffer, length, ref at).Length > 0)
        {
            _left--;
        }

        return _left > 0 ? length : at;
    }
}

using System.Text;

namespace SearchService.Engine.Segments;

/// <summary>Terms, keys and values are kept and ordered as UTF-8; an unpaired surrogate becomes U+FFFD on either side.</summary>
internal static class Utf8
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The text as the index will know it.</summary>
    public static string Canonical(string text)
    {
        foreach (char c in text)
        {
            if (char.IsSurrogate(c))
            {
                return Text(Of(text));
            }
        }

        return text;
    }

    public static IEqualityComparer<byte[]> Equality { get; } =
        EqualityComparer<byte[]>.Create((a, b) => a.AsSpan().SequenceEqual(b), Hash);

    public static IComparer<byte[]> Order { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static int Hash(byte[] bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}

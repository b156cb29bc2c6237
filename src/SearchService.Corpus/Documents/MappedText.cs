using System.Text;

namespace SearchService.Corpus.Documents;

/// <summary>
/// Words with their place in the source, character by character. The pieces follow one another without a gap in the text;
/// in the source they ascend, with gaps only where other blocks or a page's noise stand between.
/// </summary>
/// <param name="Text">The words as they are searched, shown and quoted.</param>
/// <param name="Pieces">Runs that were kept as they are, and repairs.</param>
public sealed record MappedText(string Text, IReadOnlyList<TextPiece> Pieces)
{
    public static MappedText Empty { get; } = new("", []);

    public IEnumerable<TextPiece> Repairs => Pieces.Where(piece => piece.Repair is not null);

    /// <summary>Undoes every repair: the characters of the source that this text was made from, in their order.</summary>
    public string Undo(string source)
    {
        var undone = new StringBuilder();
        foreach (var piece in Pieces)
        {
            undone.Append(source, piece.Source.Start, piece.Source.Length);
        }

        return undone.ToString();
    }

    /// <summary>The ranges of the source that the characters [start, end) of the text come from, merged where they touch.</summary>
    public IReadOnlyList<SourceSpan> SourceRanges(int start, int end)
    {
        var ranges = new List<SourceSpan>();
        foreach (var piece in Pieces)
        {
            if (
                piece.TextEnd < start
                || piece.TextStart > end
                || (piece.TextLength > 0 && (piece.TextEnd == start || piece.TextStart == end))
            )
            {
                continue;
            }

            // A dropped piece counts when it stands strictly inside the range.
            if (piece.TextLength == 0 && (piece.TextStart == start || piece.TextStart == end))
            {
                continue;
            }

            var span = piece.Repair is null
                ? new SourceSpan(
                    piece.Source.Start + Math.Max(0, start - piece.TextStart),
                    piece.Source.End - Math.Max(0, piece.TextEnd - end)
                )
                : piece.Source;
            if (ranges.Count > 0 && ranges[^1].End == span.Start)
            {
                ranges[^1] = new SourceSpan(ranges[^1].Start, span.End);
            }
            else
            {
                ranges.Add(span);
            }
        }

        return ranges;
    }

    /// <summary>The part [start, end) of this text, its pieces moved to count from <paramref name="start"/>.</summary>
    public MappedText Slice(int start, int end)
    {
        var pieces = new List<TextPiece>();
        foreach (var piece in Pieces)
        {
            if (piece.TextLength == 0)
            {
                if (piece.TextStart > start && piece.TextStart < end)
                {
                    pieces.Add(piece with { TextStart = piece.TextStart - start });
                }

                continue;
            }

            var from = Math.Max(piece.TextStart, start);
            var to = Math.Min(piece.TextEnd, end);
            if (from >= to)
            {
                continue;
            }

            var source = piece.Repair is null
                ? new SourceSpan(piece.Source.Start + (from - piece.TextStart), piece.Source.End - (piece.TextEnd - to))
                : piece.Source;
            pieces.Add(piece with { TextStart = from - start, TextLength = to - from, Source = source });
        }

        return new MappedText(Text[start..end], pieces);
    }
}

/// <summary>
/// A run of the text and the run of the source it stands for. Without a repair both are the same characters. With one, the source's
/// characters were replaced by the text's (a line break by a space) or dropped (a callout: <see cref="TextLength"/> is 0).
/// </summary>
/// <param name="Original">With a repair: the source's characters, so that it can be undone without the file.</param>
public readonly record struct TextPiece(
    int TextStart,
    int TextLength,
    SourceSpan Source,
    NoiseKind? Repair,
    string? Original = null
)
{
    public int TextEnd => TextStart + TextLength;
}

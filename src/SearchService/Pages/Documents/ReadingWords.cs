using System.Globalization;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Documents;

/// <summary>Words of a text that somebody has chosen: of one passage, or of several that they run through.</summary>
/// <param name="Runs">One UTF-16 range of each passage, in the order of the text; never empty.</param>
internal sealed record ReadingWords(IReadOnlyList<(StoredPassage Passage, TextRange Range)> Runs)
{
    /// <summary>Digits of the hash by which a permalink knows words that run through several passages.</summary>
    private const int HashDigits = 8;

    private StoredPassage First => Runs[0].Passage;

    private StoredPassage Last => Runs[^1].Passage;

    private string Hash => PassageIndexing.TextHash(Text)[..HashDigits];

    /// <summary>The words of the passages between two places of the recovered text; null where there are none.</summary>
    /// <param name="start">As <paramref name="end"/>, in UTF-16 units of the recovered text.</param>
    /// <remarks>Headings are of no passage. Notes stand between the words of the text, and are chosen only by themselves.</remarks>
    public static ReadingWords? Between(
        StoredDocument stored,
        IReadOnlyList<StoredPassage> passages,
        int start,
        int end
    )
    {
        var chosen = passages
            .Select(passage => (Passage: passage, Ranges: Overlaps(stored, passage, start, end).ToList()))
            .Where(one => one.Ranges.Count > 0)
            .Select(one => (one.Passage, Range: new TextRange(one.Ranges[0].Start, one.Ranges[^1].End)))
            .Select(one => (one.Passage, Range: Trimmed(one.Passage.Text, one.Range)))
            .Where(one => one.Range.Start < one.Range.End)
            .OrderBy(one => Origin(stored, one.Passage.Parts[0]))
            .ToList();
        if (chosen.Exists(one => one.Passage.Kind != PassageKind.Note))
        {
            chosen.RemoveAll(one => one.Passage.Kind == PassageKind.Note);
        }

        return chosen.Count == 0 ? null : new ReadingWords(chosen);
    }

    /// <summary>
    /// From a place in one passage to a place in another, as <see cref="Permalink"/> names them; null where there is no such place, or other
    /// words are there now.
    /// </summary>
    /// <param name="through">The passage that the words end in, and their hash, as <see cref="Permalink"/> writes them.</param>
    public static ReadingWords? Through(
        StoredDocument stored,
        IReadOnlyList<StoredPassage> passages,
        StoredPassage first,
        int start,
        string through,
        int? end
    )
    {
        if (
            through.Split('-') is not [var digits, var hash]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            || passages.FirstOrDefault(passage => passage.Ordinal == ordinal) is not { } last
            || start >= first.Text.Length
        )
        {
            return null;
        }

        var to = end is { } codePoints ? CodePoints.ToUtf16(last.Text, codePoints) : last.Text.Length;
        var words = Between(
            stored,
            passages,
            Place(stored, first, start),
            Place(stored, last, Math.Max(1, to) - 1) + 1
        );
        return words?.Hash == hash ? words : null;
    }

    /// <summary>The words as they are quoted: paragraphs apart, as in the text.</summary>
    public string Text
    {
        get
        {
            var text = new System.Text.StringBuilder();
            StoredPassage? before = null;
            foreach (var (passage, range) in Runs)
            {
                var isSameBlock = before?.Parts[^1].Block == passage.Parts[0].Block;
                text.Append(
                    before is null ? ""
                    : isSameBlock ? " "
                    : Document.BlockSeparator
                );
                text.Append(passage.Text, range.Start, range.End - range.Start);
                before = passage;
            }

            return text.ToString();
        }
    }

    /// <summary>Where the words stand in the recovered text, in UTF-16 units.</summary>
    public IReadOnlyList<TextRange> Ranges(StoredDocument stored) =>
        [
            .. Runs.SelectMany(run =>
                    run.Passage.Parts.Select(part =>
                    {
                        var shift = Origin(stored, part) - part.TextStart;
                        return new TextRange(
                            Math.Max(run.Range.Start, part.TextStart) + shift,
                            Math.Min(run.Range.End, part.TextEnd) + shift
                        );
                    })
                )
                .Where(range => range.Start < range.End)
                .OrderBy(range => range.Start),
        ];

    /// <summary>A link to these words that can tell later whether they are still the same.</summary>
    public string Permalink =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Permalinks.Path(First)}&start={CodePoints.Count(First.Text, Runs[0].Range.Start)}{(Runs.Count > 1 ? $"&through={Last.Ordinal}-{Hash}" : "")}&end={CodePoints.Count(Last.Text, Runs[^1].Range.End)}"
        );

    private static IEnumerable<TextRange> Overlaps(StoredDocument stored, StoredPassage passage, int start, int end)
    {
        foreach (var part in passage.Parts)
        {
            var shift = Origin(stored, part) - part.TextStart;
            var (from, to) = (Math.Max(start - shift, part.TextStart), Math.Min(end - shift, part.TextEnd));
            if (from < to)
            {
                yield return new TextRange(from, to);
            }
        }
    }

    private static int Place(StoredDocument stored, StoredPassage passage, int offset)
    {
        var part = passage.Parts.First(part => offset < part.TextEnd);
        return Origin(stored, part) + Math.Max(offset, part.TextStart) - part.TextStart;
    }

    private static int Origin(StoredDocument stored, StoredPart part) =>
        stored.BlockStarts[part.Block] + part.BlockStart;

    private static TextRange Trimmed(string text, TextRange range)
    {
        var (start, end) = (range.Start, range.End);
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextRange(start, end);
    }
}

using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Searching;

/// <summary>Occurrences as lines: the keyword in its context (KWIC).</summary>
internal static class KeywordInContext
{
    /// <summary>A line for each occurrence in the passages.</summary>
    /// <param name="isSought">Whether a term is one of the query's.</param>
    /// <param name="width">The longest context on each side, in characters.</param>
    public static IEnumerable<ConcordanceLine> Lines(
        IPassageSnapshot snapshot,
        IEnumerable<PassageOccurrences> passages,
        Func<string, bool> isSought,
        int width
    ) => passages.SelectMany(found => Lines(snapshot, found, isSought, width));

    private static IEnumerable<ConcordanceLine> Lines(
        IPassageSnapshot snapshot,
        PassageOccurrences found,
        Func<string, bool> isSought,
        int width
    )
    {
        if (found.Occurrences.Count == 0)
        {
            yield break;
        }

        var passage = found.Passage;
        var length = snapshot.Catalogue.Find(passage.DocumentId)!.Passages;
        var own = new SurroundingText(snapshot, passage, found.Occurrences, width, isSought);
        var start = own.StartOfPassage;
        foreach (var occurrence in found.Occurrences)
        {
            // The index and the text agree on every word; where they do not, the index is of another version.
            var range =
                own.Find(occurrence)
                ?? throw new PassageIndexUnreadableException($"Passage {passage.Id} has no word {occurrence.Start}.");
            yield return new ConcordanceLine(
                Left(own.Text, range.Start, width),
                Single(own.Text[range.Start..range.End]),
                Right(own.Text, range.End, width),
                passage.Id,
                passage.DocumentId,
                passage.Section,
                PassageHeads.Pages(
                    passage,
                    Math.Clamp(range.Start - start, 0, passage.Text.Length),
                    Math.Clamp(range.End - start, 0, passage.Text.Length)
                ),
                passage.Kind == PassageKind.Note ? passage.NoteLabel ?? "" : null,
                Position(found, occurrence, length)
            );
        }
    }

    /// <summary>Where in its document an occurrence stands, 0 to 1.</summary>
    /// <param name="passages">Of the document.</param>
    public static double Position(PassageOccurrences found, Occurrence occurrence, int passages) =>
        Math.Round(
            (
                found.Passage.Ordinal
                - 1
                + ((double)(occurrence.Start - found.Passage.FirstPosition) / Math.Max(1, found.Passage.Words))
            ) / Math.Max(1, passages),
            5
        );

    /// <summary>The last characters before a place, from a word's beginning on.</summary>
    private static string Left(string text, int end, int width)
    {
        var start = Math.Max(0, end - width);
        if (start > 0 && !char.IsWhiteSpace(text[start - 1]))
        {
            var near = text.AsSpan(start..end);
            var space = 0;
            while (space < near.Length && !char.IsWhiteSpace(near[space]))
            {
                space++;
            }

            start += Joints(near[..space]).FirstOrDefault(space);
        }

        return Single(text[start..end]).TrimStart();
    }

    /// <summary>The first characters from a place on, to a word's end.</summary>
    private static string Right(string text, int start, int width)
    {
        var end = Math.Min(text.Length, start + width);
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            var space = end;
            while (space > start && !char.IsWhiteSpace(text[space - 1]))
            {
                space--;
            }

            end = space + Joints(text.AsSpan(space..end)).LastOrDefault();
        }

        return Single(text[start..end]).TrimEnd();
    }

    /// <summary>Where one word begins right behind another, as in the scripts that put no space between words.</summary>
    private static List<int> Joints(ReadOnlySpan<char> text)
    {
        var joints = new List<int>();
        var before = -1;
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (start == before)
            {
                joints.Add(start);
            }

            before = start + length;
        }

        return joints;
    }

    /// <summary>Every run of white space, line ends among it, as one space.</summary>
    private static string Single(string text)
    {
        var single = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (!char.IsWhiteSpace(unit))
            {
                single.Append(unit);
            }
            else if (single.Length == 0 || single[^1] != ' ')
            {
                single.Append(' ');
            }
        }

        return single.ToString();
    }
}

using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A closing double quotation mark that nothing opened: at the end of a text that is one quotation, or turned (”had). A quotation that runs over
/// several paragraphs is open from the one before. Where the text's own habit is to open or close with another mark, nothing is said.
/// </summary>
internal static class LostQuotationMarks
{
    /// <summary>In characters; what is shorter names something.</summary>
    private const int ShortestQuotation = 40;

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        var (opening, closing) = (0, 0);
        foreach (var block in blocks)
        {
            var text = block.Text.Text.AsSpan();
            if (text.ContainsAny('„', '‟'))
            {
                yield break;
            }

            opening += text.Count('“');
            closing += text.Count('”');
        }

        var curly = opening * 2 > closing;
        var open = false;
        foreach (var block in blocks)
        {
            // Notes, references and rows are each for themselves; paragraphs run on.
            if (block.Kind is BlockKind.Note or BlockKind.Reference or BlockKind.TableRow or BlockKind.Heading)
            {
                var alone = false;
                foreach (var doubt in Read(block.Text.Text, curly, ref alone))
                {
                    yield return (block.Index, doubt);
                }
            }
            else
            {
                foreach (var doubt in Read(block.Text.Text, curly, ref open))
                {
                    yield return (block.Index, doubt);
                }
            }
        }
    }

    private static List<Doubt> Read(string text, bool curly, ref bool open)
    {
        List<Doubt>? doubts = null;
        var wasOpen = open;
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = text.AsSpan(i).IndexOfAny('"', '“', '”');
            if (next < 0)
            {
                break;
            }

            i += next;
            if (IsInches(text, i))
            {
                continue;
            }

            marks++;
            var opens = Opens(text, i);
            if (text[i] == '“' || (text[i] == '"' && opens))
            {
                open = true;
            }
            else if (open || (text[i] == '”' && !curly))
            {
                open = false;
            }
            else if (text[i] == '”' && opens)
            {
                (doubts ??= []).Add(Doubted(i, "“", DoubtCertainty.Sure, "The quotation mark is turned: it opens."));
                open = true;
            }
            else if (marks == 1 && !wasOpen && Closes(text, i))
            {
                (doubts ??= []).Add(
                    Doubted(i, null, DoubtCertainty.Sure, "Nothing opened this quotation: its first mark is lost.")
                );
            }
        }

        return doubts ?? [];
    }

    private static Doubt Doubted(int at, string? reading, DoubtCertainty certainty, string message) =>
        new(at, 1, DoubtKind.QuotationMark, reading, certainty, message);

    /// <summary>Space or an opening bracket before it, a word behind.</summary>
    private static bool Opens(string text, int at) =>
        (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '[' or '—' or '–' or '‘' or '\'')
        && at + 1 < text.Length
        && !char.IsWhiteSpace(text[at + 1])
        && (
            char.IsLetterOrDigit(text[at + 1]) || text[at + 1] is '\'' or '‘' or '[' or '(' or '…' or '.' or '$' or '£'
        );

    /// <summary>Whether all of a text is one quotation that ends with this mark: prose has too many marks that stand for something else.</summary>
    private static bool Closes(string text, int at) =>
        at >= ShortestQuotation
        && (char.IsUpper(text[0]) || text[0] is '…' or '[' or '.')
        && (char.IsLetter(text[at - 1]) || (text[at - 1] is '.' or ',' or '!' or '?' && char.IsLetter(text[at - 2])))
        && text.AsSpan(at + 1).Trim(" .,;:)").IsEmpty;

    /// <summary>6" and 4’ 3": a measure.</summary>
    private static bool IsInches(string text, int at) => text[at] == '"' && at > 0 && char.IsAsciiDigit(text[at - 1]);
}

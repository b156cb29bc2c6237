using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Documents;

/// <summary>What is marked in a text; UTF-16 ranges of the recovered text.</summary>
/// <param name="Hits">What the query finds, in the whole document; numbered from 1 in this order.</param>
/// <param name="HitLink">Where the hit of a number is shown.</param>
/// <param name="Passage">The parts of the passage that was asked for.</param>
/// <param name="Words">The parts of the very words that were asked for.</param>
internal sealed record ReadingMarks(
    IReadOnlyList<TextRange> Hits,
    Func<int, string> HitLink,
    IReadOnlyList<TextRange> Passage,
    IReadOnlyList<TextRange> Words
);

/// <summary>
/// The blocks of a part as HTML. Its text content is the recovered text, character for character, so that selectors and offsets hold in
/// it too: page labels, note marks and links beside the text are elements without text, which the style sheet fills from their
/// data-mark.
/// </summary>
internal sealed partial class ReadingText(
    StoredDocument stored,
    ReadingPart part,
    IReadOnlyList<StoredPassage> passages,
    ReadingMarks marks,
    HtmlEncoder encoder
)
{
    /// <summary>Where hits are more than these, one walks through them by the keyboard or the browser's own search.</summary>
    private const int MostLinkedHits = 500;

    private readonly StringBuilder _html = new();
    private readonly Document _document = stored.Document;
    private readonly Dictionary<int, List<(int Offset, StoredPassage Passage, bool Begins)>> _passages = Places(
        passages
    );
    private readonly HashSet<int> _calledNotes = [];
    private readonly Dictionary<int, int> _notes = stored
        .Document.Notes.Index()
        .ToDictionary(note => note.Item.Block, note => note.Index);
    private string? _group;
    private int? _page;

    public string Html()
    {
        _page = PageBefore();
        for (var i = part.First; i < part.End; i++)
        {
            Append(_document.Blocks[i], isFirst: i == part.First);
        }

        CloseGroup();
        return _html.ToString();
    }

    private static Dictionary<int, List<(int Offset, StoredPassage Passage, bool Begins)>> Places(
        IReadOnlyList<StoredPassage> passages
    )
    {
        var places = new Dictionary<int, List<(int, StoredPassage, bool)>>();
        foreach (var passage in passages)
        {
            for (var i = 0; i < passage.Parts.Count; i++)
            {
                var place = passage.Parts[i];
                if (!places.TryGetValue(place.Block, out var list))
                {
                    places[place.Block] = list = [];
                }

                list.Add((place.BlockStart, passage, i == 0));
            }
        }

        return places;
    }

    /// <summary>The page that the words before the part stand on, so that its label is not shown again.</summary>
    private int? PageBefore()
    {
        for (var i = part.First - 1; i >= 0; i--)
        {
            var block = _document.Blocks[i];
            if (block.Kind != BlockKind.Note && block.Pages.Count > 0)
            {
                return block.Pages[^1].Page;
            }
        }

        return null;
    }

    private void Append(Block block, bool isFirst)
    {
        var (group, item) = Elements(block);
        if (group != _group)
        {
            CloseGroup();
        }

        if (!isFirst)
        {
            _html.Append(Document.BlockSeparator);
        }

        if (group is not null && group != _group)
        {
            _html.Append('<').Append(group).Append('>');
            _html.Append(group == "table" ? "<tbody>" : "");
            _group = group;
        }

        var text = block.Text.Text;
        switch (block.Kind)
        {
            case BlockKind.Heading:
                var level = Math.Min(6, ReadingParts.Depth(_document, block.Section) + 1);
                Open(FormattableString.Invariant($"h{level} id=\"s{block.Section}\""), block);
                AppendWords(block, 0, text.Length);
                _html.Append(CultureInfo.InvariantCulture, $"</h{level}>");
                break;
            case BlockKind.Note:
                AppendNote(block);
                break;
            case BlockKind.TableRow:
                Open("tr", block);
                var start = 0;
                foreach (var cell in text.Split('\t'))
                {
                    _html.Append(start > 0 ? "\t" : "").Append("<td>");
                    AppendWords(block, start, start + cell.Length);
                    _html.Append("</td>");
                    start += cell.Length + 1;
                }

                _html.Append("</tr>");
                break;
            default:
                Open(item, block);
                AppendWords(block, 0, text.Length);
                _html.Append("</").Append(item).Append('>');
                break;
        }
    }

    /// <summary>The element around blocks of a kind that follow one another, if there is one, and that of each.</summary>
    private (string? Group, string Item) Elements(Block block) =>
        block.Kind switch
        {
            BlockKind.BlockQuotation => ("blockquote", "p"),
            BlockKind.Epigraph => ("blockquote class=\"epigraph\"", "p"),
            BlockKind.ListItem => (_group is "ul" or MarkedList ? _group : ListOf(block), "li"),
            BlockKind.Reference => ("ul class=\"references\"", "li"),
            BlockKind.TableRow => ("table", "tr"),
            _ => (null, "p"),
        };

    private const string MarkedList = "ul class=\"marked\"";

    /// <summary>Numbers and letters of items stand in their words; only a bullet is dropped in the recovery.</summary>
    private static string ListOf(Block block) => OwnMark().IsMatch(block.Text.Text) ? MarkedList : "ul";

    [GeneratedRegex(
        @"^[(\[]?(?:[0-9]{1,4}|[a-z]|[ivxlc]{1,6})[.)\] ]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex OwnMark();

    private void CloseGroup()
    {
        if (_group is not null)
        {
            _html.Append(_group == "table" ? "</tbody>" : "").Append("</").Append(_group.Split(' ')[0]).Append('>');
            _group = null;
        }
    }

    /// <summary>A block says which passage it goes on with, where none begins at its first character.</summary>
    private void Open(string element, Block block)
    {
        _html.Append('<').Append(element);
        if (
            _passages.TryGetValue(block.Index, out var here)
            && here[0] is { Offset: 0, Begins: false, Passage: var passage }
        )
        {
            _html.Append(CultureInfo.InvariantCulture, $" data-p=\"{passage.Ordinal}\"");
        }

        _html.Append('>');
    }

    private void AppendNote(Block block)
    {
        var index = _notes.GetValueOrDefault(block.Index, -1);
        var note = index < 0 ? null : _document.Notes[index];
        var mark = note switch
        {
            { Label: { } label, LabelMethod: LocatorMethod.Printed } => label,
            { Label: { } label } => $"[{label}]",
            _ => "[?]",
        };
        var name = note?.Label is { } known ? $"Note {known}" : "Note of unknown number";
        _html.Append(CultureInfo.InvariantCulture, $"<div class=\"note\" role=\"note\" id=\"n{index}\" aria-label=\"");
        _html.Append(encoder.Encode(name)).Append("\">");
        Open("p", block);
        if (note?.CalledFrom is not null)
        {
            _html
                .Append(CultureInfo.InvariantCulture, $"<a class=\"back\" href=\"#c{index}\" data-mark=\"")
                .Append(encoder.Encode(mark))
                .Append("\" aria-label=\"")
                .Append(encoder.Encode(name))
                .Append(", back to the text\"></a>");
        }
        else
        {
            _html.Append("<span class=\"back\" data-mark=\"").Append(encoder.Encode(mark)).Append("\"></span>");
        }

        AppendWords(block, 0, block.Text.Text.Length);
        _html.Append("</p></div>");
    }

    /// <summary>The words [from, to) of a block, with what stands between them and around them.</summary>
    private void AppendWords(Block block, int from, int to)
    {
        var origin = stored.BlockStarts[block.Index];
        var inserts = Inserts(block)
            .Where(insert => insert.At >= from && insert.At <= to)
            .OrderBy(insert => insert.At)
            .ThenBy(insert => insert.Order)
            .ToList();
        var range = new TextRange(origin + from, origin + to);
        var hits = Overlapping(marks.Hits, range);
        var passage = Overlapping(marks.Passage, range);
        var words = Overlapping(marks.Words, range);
        var cuts = new SortedSet<int>(inserts.Select(insert => insert.At)) { from, to };
        foreach (var (_, other) in hits.Concat(passage).Concat(words))
        {
            cuts.Add(Math.Clamp(other.Start - origin, from, to));
            cuts.Add(Math.Clamp(other.End - origin, from, to));
        }

        var next = 0;
        var start = from;
        foreach (var cut in cuts)
        {
            if (cut > start)
            {
                AppendRun(block, start, cut, hits, passage, words);
                start = cut;
            }

            for (; next < inserts.Count && inserts[next].At == cut; next++)
            {
                _html.Append(inserts[next].Html);
            }
        }
    }

    /// <summary>Words between two cuts: all of them are marked alike.</summary>
    private void AppendRun(
        Block block,
        int from,
        int to,
        List<(int Index, TextRange Range)> hits,
        List<(int Index, TextRange Range)> passage,
        List<(int Index, TextRange Range)> words
    )
    {
        var origin = stored.BlockStarts[block.Index];
        var at = origin + from;
        var text = encoder.Encode(block.Text.Text[from..to]);
        var (hit, hitRange) = hits.Find(other => other.Range.Start <= at && at < other.Range.End);
        var (asked, askedRange) = words.Find(other => other.Range.Start <= at && at < other.Range.End);
        var isHit = hitRange.End > 0;
        var isAsked = askedRange.End > 0;
        var isHere = passage.Exists(other => other.Range.Start <= at && at < other.Range.End);
        if (!isHit && !isAsked && !isHere)
        {
            _html.Append(text);
            return;
        }

        var id =
            isAsked && asked == 0 && askedRange.Start == at ? "words"
            : isHit && hitRange.Start == at ? FormattableString.Invariant($"h{hit + 1}")
            : null;
        if (isHit && hitRange.Start == at)
        {
            AppendStep(hit, -1);
        }

        var element = isHit || isAsked ? "mark" : "span";
        var classes = string.Join(
            ' ',
            new[] { isHit ? "hit" : null, isAsked ? "asked" : null, isHere ? "here" : null }.OfType<string>()
        );
        _html.Append('<').Append(element).Append(" class=\"").Append(classes).Append('"');
        _html
            .Append(id is null ? "" : $" id=\"{id}\"")
            .Append('>')
            .Append(text)
            .Append("</")
            .Append(element)
            .Append('>');
        if (isHit && hitRange.End == origin + to)
        {
            AppendStep(hit, 1);
        }
    }

    /// <summary>A link to the hit before or behind.</summary>
    private void AppendStep(int hit, int step)
    {
        var other = hit + step;
        if (other >= 0 && other < marks.Hits.Count && marks.Hits.Count <= MostLinkedHits)
        {
            _html
                .Append("<a class=\"step\" href=\"")
                .Append(encoder.Encode(marks.HitLink(other)))
                .Append(
                    step < 0
                        ? "\" data-mark=\"‹\" aria-label=\"Hit before\"></a>"
                        : "\" data-mark=\"›\" aria-label=\"Next hit\"></a>"
                );
        }
    }

    private static List<(int Index, TextRange Range)> Overlapping(IReadOnlyList<TextRange> ranges, TextRange range)
    {
        var found = new List<(int, TextRange)>();
        for (
            var i = ranges.FirstAbove(other => other.End, range.Start);
            i < ranges.Count && ranges[i].Start < range.End;
            i++
        )
        {
            found.Add((i, ranges[i]));
        }

        return found;
    }

    /// <summary>What stands between the words of a block without being text: note marks, then page labels, then where passages begin.</summary>
    private IEnumerable<(int At, int Order, string Html)> Inserts(Block block)
    {
        foreach (var callout in block.Callouts)
        {
            var mark = encoder.Encode(callout.Label);
            var id =
                callout.Note is { } called && _calledNotes.Add(called)
                    ? FormattableString.Invariant($" id=\"c{called}\"")
                    : "";
            yield return (
                callout.Offset,
                0,
                callout.Note is { } note
                    ? FormattableString.Invariant(
                        $"<a class=\"call\"{id} href=\"#n{note}\" data-mark=\"{mark}\" aria-label=\"Note {mark}\"></a>"
                    )
                    : $"<span class=\"call\" role=\"img\" data-mark=\"{mark}\" aria-label=\"Mark {mark} of a note that is missing\"></span>"
            );
        }

        if (block.Kind != BlockKind.Note)
        {
            foreach (var start in block.Pages.Where(start => start.Page != _page))
            {
                _page = start.Page;
                if (_document.Pages[start.Page] is { Label: { } label } page)
                {
                    var isPrinted = page.Method == LocatorMethod.Printed;
                    var name = encoder.Encode(isPrinted ? $"Page {label}" : $"Page {label}, not printed: inferred");
                    yield return (
                        start.Offset,
                        1,
                        FormattableString.Invariant(
                            $"<span class=\"page\" role=\"separator\" id=\"page{page.Ordinal}\" data-mark=\"{encoder.Encode(isPrinted ? label : $"[{label}]")}\" title=\"{name}\" aria-label=\"{name}\"></span>"
                        )
                    );
                }
            }
        }

        foreach (var (offset, passage, begins) in _passages.GetValueOrDefault(block.Index, []))
        {
            if (begins)
            {
                yield return (
                    offset,
                    2,
                    FormattableString.Invariant(
                        $"<a class=\"pass\" id=\"p{passage.Ordinal}\" href=\"?passage={passage.Ordinal}#p{passage.Ordinal}\" aria-label=\"Cite passage {passage.Ordinal}\"></a>"
                    )
                );
            }
        }
    }
}

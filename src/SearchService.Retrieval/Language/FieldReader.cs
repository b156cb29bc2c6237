using System.Globalization;
using System.Text;
using SearchService.Analysis;

namespace SearchService.Retrieval.Language;

/// <summary>Reads what follows the colon of a field.</summary>
internal sealed class FieldReader(List<QueryFault> faults)
{
    private const int LastYear = 9999;

    /// <summary>Stands for a number in the form of a range.</summary>
    private const char Number = '#';

    /// <summary>A field with the value as written, or null with a fault.</summary>
    /// <param name="field">Which.</param>
    /// <param name="written">The value, out of its quotation marks.</param>
    /// <param name="isQuoted">Whether it stood in quotation marks, where nothing is a mark.</param>
    /// <param name="value">The place of the value.</param>
    /// <param name="whole">The place of the field, its name included.</param>
    public QueryNode? Read(
        QueryField field,
        string written,
        bool isQuoted,
        (int Start, int End) value,
        (int Start, int End) whole
    )
    {
        // Marks of another kind within the value's own would close it early in the print.
        var text = string.Concat(written.Select(unit => QueryCharacters.IsQuote(unit) ? ' ' : unit));
        if (!isQuoted && text.AsSpan().ContainsAny("*?~^"))
        {
            text = Without(text, "*?~^");
            faults.Add(Fault(value, $"A field takes no wildcards or near spellings; it is read as {text}.", text));
        }

        if (field == QueryField.Year)
        {
            return ReadYears(text, value, whole);
        }

        text = Trimmed(text);
        var name = QueryFields.NameOf(field);
        if (Words.Count(text) == 0)
        {
            faults.Add(Fault(whole, $"Nothing to look for follows {name}:; it is passed over.", ""));
            return null;
        }

        if (field == QueryField.In)
        {
            if (!QueryFields.TryGetKind(text, out var kind))
            {
                var nearest = QueryFields.NearestKind(text);
                faults.Add(
                    Fault(
                        value,
                        $"in: knows no {text} (it knows {string.Join(", ", QueryFields.Kinds)})"
                            + (nearest is null ? "; it is passed over." : $"; it is read as {nearest}."),
                        nearest ?? ""
                    )
                );
                kind = nearest;
            }

            text = kind;
        }

        return text is null ? null : Node(field, text, null, whole);
    }

    /// <summary>The field of everything in brackets, "author:(cooper OR ikenberry)"; null with faults where nothing is left.</summary>
    public QueryNode? Within(QueryNode? node, QueryField field)
    {
        var place = node is null ? default : (node.Start, End: node.Start + node.Length);
        switch (node)
        {
            case null or FieldNode:
                return node;
            case AllNode all:
                return Clauses.All([.. all.Children.Select(child => new Reading(Within(child, field)))], place).Node;
            case AnyNode any:
                return Clauses.Several(
                    any.Children.Select(child => Within(child, field)),
                    children => new AnyNode([
                        .. children.SelectMany(child => child is AnyNode nested ? nested.Children : [child]),
                    ])
                    {
                        Start = any.Start,
                        Length = any.Length,
                    }
                );
            case RankedNode ranked when ranked.Clauses.All(clause => clause is { Occur: Occur.Should, Node: WordNode }):
                // author:(andrew cooper): one name
                return Read(field, ranked.ToString(), isQuoted: true, place, place);
            case RankedNode ranked:
                var read = ranked
                    .Clauses.Select(clause => (clause.Occur, Node: Within(clause.Node, field)))
                    .Where(clause => clause.Node is not null)
                    .Select(clause => new RankedClause(clause.Occur, clause.Node!));
                return Clauses.Join(read, place).Node;
            case PhraseNode phrase:
                return Read(field, string.Join(' ', phrase.Words), isQuoted: true, place, place);
            default:
                return Read(field, node.ToString(), isQuoted: false, place, place);
        }
    }

    private static FieldNode Node(QueryField field, string text, YearRange? years, (int Start, int End) whole) =>
        new(field, text, years) { Start = whole.Start, Length = whole.End - whole.Start };

    private static QueryFault Fault((int Start, int End) place, string message, string suggestion) =>
        new(place.Start, place.End - place.Start, message, suggestion);

    private QueryNode? ReadYears(string written, (int Start, int End) value, (int Start, int End) whole)
    {
        var ranges = new List<YearRange>();
        var isPlain = true;
        foreach (
            var part in written.Split(
                [',', ';'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            var range = ReadRange(part, out var asWritten);
            if (range is not null)
            {
                isPlain &= asWritten;
                ranges.Add(range);
            }
            else
            {
                isPlain = false;
            }
        }

        if (ranges.Count == 0)
        {
            faults.Add(
                Fault(whole, "A year is written 2005, 2000..2010, 2000.. or ..2010; this one is passed over.", "")
            );
            return null;
        }

        if (!isPlain || ranges.Count > 1)
        {
            var suggestion = ranges.Count == 1 ? ranges[0].ToString() : $"({string.Join(" OR ", ranges)})";
            faults.Add(
                Fault(
                    value,
                    $"A year is written 2005, 2000..2010, 2000.. or ..2010; this is read as {suggestion}.",
                    suggestion
                )
            );
        }

        var nodes = ranges.Distinct().Select(range => Node(QueryField.Year, range.ToString(), range, whole)).ToList();
        return nodes.Count == 1
            ? nodes[0]
            : new AnyNode([.. nodes]) { Start = whole.Start, Length = whole.End - whole.Start };
    }

    // Two numbers at most; what stands between and before them says what they bound.
    private static YearRange? ReadRange(string written, out bool asWritten)
    {
        var numbers = new List<int>();
        var between = new StringBuilder();
        for (var i = 0; i < written.Length; )
        {
            var digits = i;
            while (digits < written.Length && char.IsAsciiDigit(written[digits]))
            {
                digits++;
            }

            if (digits - i > 4 || written[i] == Number)
            {
                asWritten = false;
                return null;
            }

            if (digits == i)
            {
                between.Append(written[i++]);
                continue;
            }

            numbers.Add(int.Parse(written.AsSpan(i, digits - i), NumberStyles.None, CultureInfo.InvariantCulture));
            between.Append(Number);
            i = digits;
        }

        var form = between.ToString();
        asWritten = form is "#" or "#..#" or "#.." or "..#";
        var range = form switch
        {
            "#" => new YearRange(numbers[0], numbers[0]),
            "#.." or "#..." or "#…" or "#-" or "#–" or ">=#" or "≥#" or "#+" => new YearRange(numbers[0], null),
            "..#" or "...#" or "…#" or "-#" or "–#" or "<=#" or "≤#" => new YearRange(null, numbers[0]),
            "#s" when numbers[0] % 10 == 0 => new YearRange(numbers[0], numbers[0] + 9),
            ">#" when numbers[0] < LastYear => new YearRange(numbers[0] + 1, null),
            "<#" when numbers[0] > 0 => new YearRange(null, numbers[0] - 1),
            _ when numbers.Count == 2 && IsRange(form) => Ascending(numbers[0], numbers[1]),
            _ => null,
        };
        asWritten &= numbers.Count < 2 || (range is not null && numbers[0] < numbers[1]);
        return range;
    }

    private static YearRange Ascending(int first, int second) => new(Math.Min(first, second), Math.Max(first, second));

    private static bool IsRange(string form) =>
        form.Trim('[', ']', '{', '}', ' ').Replace(" ", "", StringComparison.Ordinal)
            is "#..#"
                or "#...#"
                or "#…#"
                or "#-#"
                or "#–#"
                or "#—#"
                or "#TO#"
                or "#to#"
                or "#/#"
                or "#:#";

    private static string Without(string text, string units) =>
        string.Concat(text.Where(unit => !units.Contains(unit, StringComparison.Ordinal)));

    // One space between words, no punctuation before them or after.
    private static string Trimmed(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).Trim(',', ';', '.', ':', '+', '-', ' ');
    }
}

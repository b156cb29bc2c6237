namespace SearchService.Retrieval.Language;

/// <summary>Finds the mark that closes a phrase: one of the opener's own kind, quotations within left out.</summary>
/// <param name="text">The whole query; places count in it.</param>
internal sealed class QuotationMarks(string text)
{
    // Marks that match nothing are looked past at most so often; so the time stays linear in the text.
    private const int Looks = 8;

    private int looksLeft = Looks * text.Length;

    /// <summary>The marks that close what this one opens, the usual one first.</summary>
    public static string ClosersOf(char open) =>
        open switch
        {
            '"' or '＂' => "\"＂",
            '“' or '‟' => "”",
            '„' => "“”",
            '«' => "»",
            '»' => "«»",
            '‹' => "›",
            '›' => "‹›",
            '〝' => "〞",
            _ => open.ToString(),
        };

    /// <summary>The place of the mark that closes the one at <paramref name="open"/>; -1 when none does.</summary>
    /// <remarks>
    /// A mark that is its own closer closes at the first chance. Of other closers the last one counts that no further phrase and no operator
    /// stands before, since a passage pasted in “ and ” may hold a stray ” itself. Where none of its own kind follows, any other mark closes.
    /// </remarks>
    public int Closing(int open)
    {
        if (looksLeft <= 0)
        {
            return NextMark(open + 1);
        }

        var closers = ClosersOf(text[open]);
        var closesAtOnce = closers.Contains(text[open], StringComparison.Ordinal);
        var (own, last, other, inner, any) = (-1, -1, -1, -1, -1);
        var (depth, otherDepth, brackets) = (0, 0, 0);
        var i = open + 1;
        for (; i < text.Length; i++)
        {
            var unit = text[i];
            brackets += unit switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (brackets < 0 && last >= 0)
            {
                break;
            }

            if (!QueryCharacters.IsQuote(unit))
            {
                continue;
            }

            var isOwn = closers.Contains(unit, StringComparison.Ordinal);
            any = any < 0 && isOwn ? i : any;
            if (Opens(i, isOwn))
            {
                if (own >= 0 || other >= 0)
                {
                    break;
                }

                depth += isOwn || unit == text[open] ? 1 : 0;
                otherDepth += isOwn || unit == text[open] ? 0 : 1;
            }
            else if (isOwn && depth > 0)
            {
                depth--;
                inner = i;
            }
            else if (isOwn)
            {
                own = own < 0 ? i : own;
                last = EndsPhrase(i) && (last < 0 || !QueryCharacters.IsSpace(text[i - 1])) ? i : last;
                if (closesAtOnce || (last == i && IsBeforeOperator(i)))
                {
                    break;
                }
            }
            else if (otherDepth > 0)
            {
                otherDepth--;
            }
            else
            {
                other = other < 0 ? i : other;
            }
        }

        looksLeft -= i - open;
        return (last, own, other) switch
        {
            (>= 0, _, _) => last,
            (_, >= 0, _) => own,
            (_, _, >= 0) => other,
            _ => inner >= 0 && !closesAtOnce ? inner : any,
        };
    }

    private int NextMark(int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (QueryCharacters.IsQuote(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Against the word behind it and not against one before it; a mark that is turned to the right needs no space before it.
    private bool Opens(int mark, bool isOwn)
    {
        if (mark + 1 == text.Length || !(QueryCharacters.IsWordUnit(text[mark + 1]) || text[mark + 1] is '*' or '‘'))
        {
            return false;
        }

        var before = text[mark - 1];
        return (!isOwn && text[mark] is '“' or '„' or '«' or '‹' or '〝')
            || QueryCharacters.EndsChunk(before)
            || before is '+' or '-' or ':' or '[' or '—' or '–' or '‘';
    }

    private bool EndsPhrase(int mark) => mark + 1 == text.Length || !QueryCharacters.IsWordUnit(text[mark + 1]);

    private bool IsBeforeOperator(int mark)
    {
        var start = mark + 1;
        if (start < text.Length && text[start] == '~')
        {
            return true;
        }

        while (start < text.Length && QueryCharacters.IsSpace(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && end < start + 40 && !QueryCharacters.EndsChunk(text[end]))
        {
            end++;
        }

        var chunk = text.AsSpan(start, end - start);
        var colon = chunk.IndexOf(':');
        return QueryCharacters.IsOperator(chunk)
            || chunk is "&&" or "||"
            || (chunk.Length > 0 && chunk[0] is '+' or '-' && (chunk.Length == 1 || char.IsLetter(chunk[1])))
            || (colon > 0 && QueryFields.TryGet(chunk[..colon].ToString(), out _));
    }
}

using SearchService.Analysis;

namespace SearchService.Retrieval.Language;

/// <summary>Cuts a query into tokens, once from left to right; what it cannot use becomes a fault and is passed over.</summary>
internal sealed class QueryLexer(string text, List<QueryFault> faults)
{
    private readonly List<QueryToken> tokens = [];
    private readonly QuotationMarks marks = new(text);
    private readonly Lazy<bool> sentenceInCapitals = new(() => Prose.IsSentenceInCapitals(text));
    private int at;

    public List<QueryToken> Tokens()
    {
        while (at < text.Length)
        {
            var unit = text[at];
            if (QueryCharacters.IsSpace(unit))
            {
                at++;
            }
            else if (QueryCharacters.IsQuote(unit))
            {
                ReadPhrase();
            }
            else if (unit is '(' or ')')
            {
                Add(unit == '(' ? QueryTokenKind.Open : QueryTokenKind.Close, at + 1);
            }
            else if (unit == '‘' && ClosingMark() is var mark && mark > 0)
            {
                AddPhrase(at + 1, mark, mark + 1);
            }
            else if (unit is '+' or '-' && IsAfterBoundary())
            {
                ReadSign(unit);
            }
            else if (unit == '/' && TryReadRegex())
            {
                continue;
            }
            else
            {
                ReadChunk();
            }
        }

        return tokens;
    }

    private void Add(QueryTokenKind kind, int end)
    {
        tokens.Add(new QueryToken(kind, at, end));
        at = end;
    }

    private bool IsAfterBoundary() =>
        at == 0 || QueryCharacters.IsSpace(text[at - 1]) || text[at - 1] is '(' or '+' or '-';

    private void ReadPhrase()
    {
        var close = marks.Closing(at);
        if (close >= 0)
        {
            AddPhrase(at + 1, close, close + 1);
            return;
        }

        // A mark at the end of a word closes something that was never opened; any other opens what was never closed.
        if (
            at > 0
            && !QueryCharacters.EndsChunk(text[at - 1])
            && (at + 1 == text.Length || QueryCharacters.IsSpace(text[at + 1]))
        )
        {
            faults.Add(new QueryFault(at, 1, "This quotation mark closes nothing; it is passed over.", ""));
            at++;
            return;
        }

        if (Words.Count(text.AsSpan(at)) == 0)
        {
            faults.Add(
                new QueryFault(
                    at,
                    text.Length - at,
                    "This quotation mark is not closed and nothing follows it; it is passed over.",
                    ""
                )
            );
            at = text.Length;
            return;
        }

        faults.Add(
            new QueryFault(
                at,
                text.Length - at,
                "This quotation mark is not closed; the phrase is read to the end.",
                text[at..].TrimEnd() + QuotationMarks.ClosersOf(text[at])[..1]
            )
        );
        AddPhrase(at + 1, text.Length, text.Length);
    }

    private void AddPhrase(int start, int close, int end)
    {
        // ~4 ~>4 ~s ~p against the closing mark
        if (end < text.Length && text[end] == '~')
        {
            end++;
            while (end < text.Length && !QueryCharacters.EndsChunk(text[end]) && text[end] != '~')
            {
                end++;
            }
        }

        tokens.Add(new QueryToken(QueryTokenKind.Phrase, at, end) { Inner = (start, close) });
        at = end;
    }

    // British quotation marks: ‘ before a letter and ’ after the last word, nothing quoted within; -1 where the mark is an apostrophe.
    private int ClosingMark()
    {
        if (at + 1 >= text.Length || !char.IsLetter(text[at + 1]))
        {
            return -1;
        }

        for (var i = at + 1; i < text.Length && text[i] != '‘' && !QueryCharacters.IsQuote(text[i]); i++)
        {
            if (text[i] == '’' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])))
            {
                return i;
            }
        }

        return -1;
    }

    private void ReadSign(char sign)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        if (
            QueryCharacters.IsWordUnit(next)
            || QueryCharacters.IsQuote(next)
            || next is '(' or '*' or '?' or '‘' or '[' or '/'
        )
        {
            Add(sign == '+' ? QueryTokenKind.Plus : QueryTokenKind.Minus, at + 1);
            return;
        }

        var end = at + 1;
        while (end < text.Length && text[end] is '+' or '-')
        {
            end++;
        }

        // A dash between words is punctuation.
        var isDash = end - at > 1 && sign == '-';
        if (!isDash)
        {
            faults.Add(
                new QueryFault(
                    at,
                    end - at,
                    $"A {sign} stands against the word that it {(sign == '+' ? "requires" : "excludes")}; this one is passed over.",
                    ""
                )
            );
        }

        at = end;
    }

    private bool TryReadRegex()
    {
        if (!IsAfterBoundary() && text[at - 1] != ':')
        {
            return false;
        }

        var end = at + 1;
        var slashes = 0;
        while (end < text.Length && !QueryCharacters.IsSpace(text[end]))
        {
            slashes += text[end] == '/' ? 1 : 0;
            end++;
        }

        if (slashes != 1 || text[end - 1] != '/' || Words.Count(text.AsSpan(at, end - at)) == 0)
        {
            return false;
        }

        tokens.Add(new QueryToken(QueryTokenKind.Regex, at, end) { Inner = (at + 1, end - 1) });
        at = end;
        return true;
    }

    private void ReadChunk()
    {
        var end = at;
        while (end < text.Length && !QueryCharacters.EndsChunk(text[end]))
        {
            if (text[end] == ':' && TryReadField(end))
            {
                return;
            }

            end++;
        }

        var chunk = text.AsSpan(at, end - at);
        if (chunk is "&&" or "||")
        {
            var name = chunk is "&&" ? "AND" : "OR";
            faults.Add(new QueryFault(at, 2, $"{chunk} is written {name}, and is read so.", name));
            Add(chunk is "&&" ? QueryTokenKind.And : QueryTokenKind.Or, end);
        }
        else if (QueryCharacters.TryNear(chunk, out var proximity))
        {
            tokens.Add(new QueryToken(QueryTokenKind.Near, at, end) { Proximity = proximity });
            at = end;
        }
        else
        {
            Add(
                chunk switch
                {
                    "AND" or "OR" or "NOT" when sentenceInCapitals.Value => QueryTokenKind.Word,
                    "AND" => QueryTokenKind.And,
                    "OR" => QueryTokenKind.Or,
                    "NOT" => QueryTokenKind.Not,
                    _ => QueryTokenKind.Word,
                },
                end
            );
        }
    }

    private bool TryReadField(int colon)
    {
        var name = text.AsSpan(at, colon - at);
        foreach (var unit in name)
        {
            if (!char.IsAsciiLetter(unit))
            {
                return false;
            }
        }

        if (name.Length is 0 or > 32)
        {
            return false;
        }

        var next = colon + 1 < text.Length ? text[colon + 1] : ' ';
        if (text.AsSpan(colon + 1).StartsWith("//"))
        {
            return false;
        }

        if (QueryFields.TryGet(name.ToString(), out var field))
        {
            tokens.Add(new QueryToken(QueryTokenKind.Field, at, colon + 1) { Field = field });
            at = colon + 1;
            ReadValue();
            return true;
        }

        // "NATO: a history" and "https://" are no fields.
        if (!QueryCharacters.IsWordUnit(next) && !QueryCharacters.IsQuote(next) && next != '(')
        {
            return false;
        }

        var nearest = QueryFields.Nearest(name.ToString());
        faults.Add(
            new QueryFault(
                at,
                name.Length + 1,
                $"There is no field {name}: (there are {string.Join(", ", QueryFields.Names)}); it is searched for as a word.",
                nearest is null ? name.ToString() + " " : nearest + ":"
            )
        );
        Add(QueryTokenKind.Word, colon);
        at = colon + 1;
        return true;
    }

    // A phrase or a bracket after the colon is read as anywhere; what is bare is taken whole, since ids hold any character.
    private void ReadValue()
    {
        var space = at;
        while (space < text.Length && QueryCharacters.IsSpace(text[space]))
        {
            space++;
        }

        if (space == text.Length || text[space] == ')')
        {
            return;
        }

        at = space;
        if (QueryCharacters.IsQuote(text[at]) || text[at] == '(' || (text[at] == '/' && TryReadRegex()))
        {
            return;
        }

        var end = at;
        if (
            text[at] is '[' or '{'
            && text.AsSpan(at, Math.Min(40, text.Length - at)).IndexOfAny(']', '}') is var close and > 0
        )
        {
            end = at + close + 1;
        }

        while (end < text.Length && !QueryCharacters.EndsChunk(text[end]))
        {
            end++;
        }

        tokens.Add(new QueryToken(QueryTokenKind.Value, at, end) { Inner = (at, end) });
        at = end;
    }
}

namespace SearchService.Retrieval.Language;

/// <summary>Builds the tree from the tokens, by recursive descent; each method reads one level of the table at <see cref="QueryParser"/>.</summary>
internal sealed class QueryTree
{
    private readonly string text;
    private readonly QueryLimits limits;
    private readonly List<QueryFault> faults;
    private readonly FieldReader fields;
    private readonly ProximityReader proximities;
    private readonly ClauseLimit clauses;
    private List<QueryToken> tokens = [];
    private WordReader words;
    private int at;
    private int depth;
    private int unreadOpens;

    public QueryTree(string text, QueryLimits limits, List<QueryFault> faults)
    {
        this.text = text;
        this.limits = limits;
        this.faults = faults;
        fields = new FieldReader(faults);
        proximities = new ProximityReader(limits.MaxGap, faults);
        clauses = new ClauseLimit(text.Length, limits.MaxClauses, faults);
        words = new WordReader(text, faults, isShort: false);
    }

    private bool AtEnd => at >= tokens.Count;

    public QueryNode? ReadProse()
    {
        var clausesRead = clauses.Limited(words.ReadProse()).ConvertAll(node => new RankedClause(Occur.Should, node));
        return Clauses.Join(clausesRead, (0, text.Length)).Node;
    }

    public QueryNode? ReadQuery()
    {
        tokens = new QueryLexer(text, faults).Tokens();
        words = new WordReader(text, faults, isShort: tokens.Count <= 2);
        var reading = ReadOr();
        if (!AtEnd)
        {
            // Only a closing bracket ends a level early.
            var beside = reading.AsClauses().ToList();
            while (!AtEnd)
            {
                Fault(tokens[at++], "This bracket closes nothing; it is passed over.", "");
                beside.AddRange(ReadOr().AsClauses());
            }

            reading = Clauses.Join(beside, (0, text.Length));
        }

        if (reading.Node is null && reading.Excluded.Count > 0)
        {
            faults.Add(
                new QueryFault(
                    0,
                    text.Length,
                    "A query that only excludes finds nothing; name something to look for beside it.",
                    string.Join(' ', reading.Excluded)
                )
            );
        }
        else if (
            reading.Node is null
            && tokens.Find(token => token.Kind is QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Not)
                is { End: > 0 } lone
        )
        {
            return Alone(lone);
        }

        return reading.Node;
    }

    // An operator with nothing beside it may be the word: "OR". What was said of it as an operator no longer holds.
    private WordNode Alone(QueryToken token)
    {
        var word = token.Kind switch
        {
            QueryTokenKind.And => "and",
            QueryTokenKind.Or => "or",
            _ => "not",
        };
        faults.RemoveAll(fault => fault.Start == token.Start && fault.Length == token.End - token.Start);
        Fault(
            token,
            $"{text[token.Start..token.End]} has nothing to join here; it is searched for as the word {word}.",
            word
        );
        return new WordNode(word) { Start = token.Start, Length = token.End - token.Start };
    }

    private Reading ReadOr()
    {
        var start = at;
        var operands = ReadOperands(QueryTokenKind.Or, ReadAnd, "OR");
        var positive = operands.Where(operand => operand.Node is not null).Select(operand => operand.Node!).ToList();
        if (operands.Count > 1 && positive.Count < operands.Count)
        {
            Fault(
                start,
                "Beside OR stands what to look for; what is only excluded there is passed over.",
                string.Join(" OR ", positive)
            );
        }

        return positive.Count switch
        {
            0 => new Reading(null, [.. operands.SelectMany(operand => operand.Excluded)]),
            1 => new Reading(positive[0]),
            _ => new Reading(
                Placed(
                    new AnyNode([.. positive.SelectMany(node => node is AnyNode any ? any.Children : [node])]),
                    start
                )
            ),
        };
    }

    private Reading ReadAnd()
    {
        var start = at;
        var operands = ReadOperands(QueryTokenKind.And, ReadBeside, "AND");
        return operands.Count == 1 ? operands[0] : Clauses.All(operands, Place(start));
    }

    // operand (operator operand)*, where operators without operands are faults
    private List<Reading> ReadOperands(QueryTokenKind kind, Func<Reading> read, string name)
    {
        var operands = new List<Reading>();
        while (true)
        {
            var operand = read();
            var isThere = !operand.IsEmpty;
            if (isThere)
            {
                operands.Add(operand);
            }

            if (AtEnd || tokens[at].Kind != kind)
            {
                return operands;
            }

            var token = tokens[at++];
            if (
                !isThere
                || AtEnd
                || tokens[at].Kind == QueryTokenKind.Close
                || (kind == QueryTokenKind.And && tokens[at].Kind == QueryTokenKind.Or)
            )
            {
                Fault(token, $"{name} stands between two things; this one is passed over.", "");
            }
        }
    }

    private Reading ReadBeside()
    {
        var start = at;
        var read = new List<RankedClause>();
        while (!AtEnd)
        {
            var token = tokens[at];
            if (token.Kind == QueryTokenKind.Close && unreadOpens > 0)
            {
                unreadOpens--;
                at++;
            }
            else if (token.Kind is QueryTokenKind.Close or QueryTokenKind.And or QueryTokenKind.Or)
            {
                break;
            }
            else if (token.Kind == QueryTokenKind.Near)
            {
                at++;
                if (!TryReadNear(token, read))
                {
                    Fault(token, "Words near one another are written \"one two\"~5; this is passed over.", "");
                }
            }
            else
            {
                ReadClause(read);
            }
        }

        return Clauses.Join(read, Place(start));
    }

    // one NEAR/5 two, as other systems have it
    private bool TryReadNear(QueryToken token, List<RankedClause> read)
    {
        if (
            read is not [.., { Occur: Occur.Should, Node: WordNode or WildcardNode }]
            || AtEnd
            || tokens[at].Kind != QueryTokenKind.Word
        )
        {
            return false;
        }

        var right = words.Read(tokens[at].Start, tokens[at].End);
        if (
            right is not [WordNode or WildcardNode]
            || !clauses.Allow((right[0].Start, right[0].Start + right[0].Length))
        )
        {
            return false;
        }

        at++;
        var left = read[^1].Node;
        var phrase = new PhraseNode(
            [left, right[0]],
            token.Proximity! with
            {
                MaxGap = Math.Min(token.Proximity!.MaxGap, limits.MaxGap),
            }
        )
        {
            Start = left.Start,
            Length = right[0].Start + right[0].Length - left.Start,
        };
        read[^1] = new RankedClause(Occur.Should, phrase);
        faults.Add(
            new QueryFault(
                phrase.Start,
                phrase.Length,
                $"Words near one another are written {phrase}, and are read so.",
                phrase.ToString()
            )
        );
        return true;
    }

    private void ReadClause(List<RankedClause> read)
    {
        var occur = Occur.Should;
        var sign = tokens[at];
        while (!AtEnd && tokens[at].Kind is QueryTokenKind.Plus or QueryTokenKind.Minus or QueryTokenKind.Not)
        {
            sign = tokens[at++];
            occur =
                sign.Kind == QueryTokenKind.Plus ? (occur == Occur.MustNot ? Occur.MustNot : Occur.Must)
                : occur == Occur.MustNot ? Occur.Should
                : Occur.MustNot;
        }

        if (
            AtEnd
            || tokens[at].Kind is QueryTokenKind.Close or QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Near
        )
        {
            Fault(sign, $"Nothing follows {text[sign.Start..sign.End]}; it is passed over.", "");
            return;
        }

        var token = tokens[at];
        if (token.Kind == QueryTokenKind.Word)
        {
            at++;
            read.AddRange(
                clauses.Limited(words.Read(token.Start, token.End)).Select(node => new RankedClause(occur, node))
            );
            return;
        }

        var reading = ReadOne();
        if (reading.Node is not null)
        {
            read.Add(new RankedClause(occur, reading.Node));
        }
        else if (reading.Excluded.Count > 0)
        {
            var back = occur == Occur.MustNot;
            if (back)
            {
                faults.Add(
                    new QueryFault(
                        sign.Start,
                        tokens[at - 1].End - sign.Start,
                        "What is excluded twice is read as looked for.",
                        string.Join(' ', reading.Excluded)
                    )
                );
            }

            read.AddRange(reading.Excluded.Select(node => new RankedClause(back ? Occur.Should : Occur.MustNot, node)));
        }
    }

    private Reading ReadOne()
    {
        var token = tokens[at++];
        return token.Kind switch
        {
            QueryTokenKind.Phrase => new Reading(ReadPhrase(token)),
            QueryTokenKind.Regex => ReadRegex(token),
            QueryTokenKind.Open => ReadGroup(token),

            // Signs, words and joints are read before; a value is read with its field.
            _ => ReadField(token),
        };
    }

    private Reading ReadGroup(QueryToken open)
    {
        if (depth == limits.MaxDepth)
        {
            unreadOpens++;
            faults.Add(
                new QueryFault(
                    open.Start,
                    1,
                    FormattableString.Invariant(
                        $"Brackets stand within brackets at most {limits.MaxDepth} deep; this one is passed over."
                    ),
                    "",
                    nameof(QueryLimits.MaxDepth)
                )
            );
            return default;
        }

        depth++;
        var outerUnread = unreadOpens;
        unreadOpens = 0;
        var reading = ReadOr();
        unreadOpens = outerUnread;
        depth--;
        if (AtEnd)
        {
            faults.Add(
                new QueryFault(
                    open.Start,
                    text.Length - open.Start,
                    "This bracket is not closed; it is read to the end.",
                    text[open.Start..].TrimEnd() + ")"
                )
            );
        }
        else
        {
            var close = tokens[at++];
            if (reading.IsEmpty && tokens[at - 2].Kind == QueryTokenKind.Open)
            {
                faults.Add(
                    new QueryFault(
                        open.Start,
                        close.End - open.Start,
                        "Nothing stands in these brackets; they are passed over.",
                        ""
                    )
                );
            }
        }

        return reading;
    }

    private QueryNode? ReadPhrase(QueryToken token)
    {
        var inner = clauses.Limited(words.ReadQuoted(token.Inner.Start, token.Inner.End));
        if (inner.Count == 0)
        {
            Fault(token, "No word stands in these quotation marks; they are passed over.", "");
            return null;
        }

        var close = Math.Min(token.Inner.End + 1, token.End);
        var proximity =
            close < token.End ? proximities.Read(text[(close + 1)..token.End], (close, token.End), inner.Count) : null;
        return new PhraseNode(
            [.. inner.SelectMany(node => node is PhraseNode nested ? nested.Words : [node])],
            proximity
        )
        {
            Start = token.Start,
            Length = token.End - token.Start,
        };
    }

    private Reading ReadRegex(QueryToken token)
    {
        var place = (token.Start, token.End);
        var read = clauses.Limited(
            RegexReader
                .Read(text[token.Inner.Start..token.Inner.End])
                .ConvertAll(node => node with { Start = token.Start, Length = token.End - token.Start })
        );
        var reading = Clauses.Join(read.Select(node => new RankedClause(Occur.Should, node)), place);
        Fault(
            token,
            $"Regular expressions are no part of the language; this is read as {reading.Node}.",
            reading.Node?.ToString() ?? ""
        );
        return reading;
    }

    private Reading ReadField(QueryToken token)
    {
        var value = AtEnd ? default : tokens[at];
        if (
            AtEnd
            || value.Kind
                is not (QueryTokenKind.Value or QueryTokenKind.Phrase or QueryTokenKind.Open or QueryTokenKind.Regex)
        )
        {
            Fault(token, $"Nothing follows {QueryFields.NameOf(token.Field)}:; it is passed over.", "");
            return default;
        }

        if (value.Kind == QueryTokenKind.Open)
        {
            at++;
            var group = ReadGroup(value);
            return new Reading(
                fields.Within(group.Node, token.Field),
                [
                    .. group
                        .Excluded.Select(node => fields.Within(node, token.Field))
                        .Where(node => node is not null)
                        .Select(node => node!),
                ]
            );
        }

        at++;
        if (!clauses.Allow((token.Start, value.End)))
        {
            return default;
        }

        var isQuoted = value.Kind == QueryTokenKind.Phrase;
        var close = Math.Min(value.Inner.End + 1, value.End);
        if (isQuoted && close < value.End)
        {
            faults.Add(new QueryFault(close, value.End - close, "A field takes no nearness; it is passed over.", ""));
        }

        return new Reading(
            fields.Read(
                token.Field,
                text[value.Inner.Start..value.Inner.End],
                isQuoted,
                (value.Start, value.End),
                (token.Start, value.End)
            )
        );
    }

    private T Placed<T>(T node, int firstToken)
        where T : QueryNode
    {
        var (start, end) = Place(firstToken);
        return node with { Start = start, Length = end - start };
    }

    private (int Start, int End) Place(int firstToken) =>
        firstToken < at && at > 0 ? (tokens[firstToken].Start, tokens[at - 1].End) : (0, 0);

    private void Fault(QueryToken token, string message, string suggestion) =>
        faults.Add(new QueryFault(token.Start, token.End - token.Start, message, suggestion));

    private void Fault(int firstToken, string message, string suggestion)
    {
        var (start, end) = Place(firstToken);
        faults.Add(new QueryFault(start, end - start, message, suggestion));
    }
}

using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Bibliography.Entries;

/// <summary>In which order the names of a list stand.</summary>
internal enum NameOrder
{
    /// <summary>An entry of a reference list: the first name as a rule with the family name before the given one.</summary>
    Entry,

    /// <summary>A note: as one says them.</summary>
    Direct,
}

/// <summary>The names at the head of a citation, and where what follows them begins.</summary>
internal readonly record struct NameList(IReadOnlyList<CitedName> Names, int End)
{
    public static NameList None { get; } = new([], 0);

    /// <summary>
    /// Names of persons in any of the usual orders: "Family, Given", "Family, I. J.", "Family IJ", "Given Family". None where the text
    /// does not begin with such; a body's name is not read here.
    /// </summary>
    public static NameList Read(string text, int start, int end, NameOrder order)
    {
        var tokens = NameScanner.Scan(text, start, end);
        var names = new List<CitedName>();
        var at = 0;
        var hasInitials = false;
        var ends = new List<int>();
        var isClosed = false;
        while (true)
        {
            var isDirect = order == NameOrder.Direct || (names.Count > 0 && tokens[at].Kind == NameTokenKind.Initial);
            var (name, next, initials) =
                (isDirect ? default : Inverted(text, tokens, at, names.Count > 0)) is { Name: not null } inverted
                    ? inverted
                : (isDirect ? default : Medical(text, tokens, at)) is { Name: not null } medical ? medical
                : Direct(text, tokens, at);
            if (name is null)
            {
                break;
            }

            names.Add(name);
            hasInitials |= initials;
            at = next;
            ends.Add(at);
            if (order == NameOrder.Direct && isClosed)
            {
                break;
            }

            var follow = Separator(tokens, at);
            if (follow < 0 && tokens[at].Kind == NameTokenKind.Initial)
            {
                // "Bennis, P. J. Cavanagh": the comma between the two is lost.
                continue;
            }

            if (follow < 0 || !BeginsName(tokens, follow, isFirst: false))
            {
                break;
            }

            isClosed = tokens[follow - 1].Kind == NameTokenKind.And;
            at = follow;
        }

        // "Robert Kagan, Of Paradise and Power": in direct order a list of names ends with "and"; else all but the first are a title.
        if (order == NameOrder.Direct && names.Count > 0)
        {
            at = ends[^1];
            if (names.Count > 1 && !isClosed && tokens[at].Kind != NameTokenKind.EtAl)
            {
                names.RemoveRange(1, names.Count - 1);
                at = ends[0];
            }

            if (tokens[at].Kind is NameTokenKind.And or NameTokenKind.Word)
            {
                return None;
            }
        }

        if (
            names.Count == 0
            || (order == NameOrder.Entry && names is [{ Given: not null }] && !hasInitials && IsDirect(text, names[0]))
        )
        {
            return None;
        }

        return new NameList(names, AfterMarks(tokens, at));
    }

    /// <summary>One name in direct order and without an initial may as well be a body's or a newspaper's.</summary>
    private static bool IsDirect(string text, CitedName name) =>
        !text.AsSpan(name.At!.Value.Start, name.At.Value.End - name.At.Value.Start).Contains(',');

    /// <summary>Behind a comma, "and" or both; -1 when the list ends here.</summary>
    private static int Separator(List<NameToken> tokens, int at)
    {
        var next = at;
        if (tokens[next].Kind is NameTokenKind.Comma or NameTokenKind.Semicolon)
        {
            next++;
        }

        // Initials by themselves are no name: "J. A. Scholte, J. A., and".
        var skipped = next;
        while (tokens[skipped].Kind == NameTokenKind.Initial)
        {
            skipped++;
        }

        if (skipped > next && tokens[skipped].Kind == NameTokenKind.Comma)
        {
            next = skipped + 1;
        }

        if (tokens[next].Kind == NameTokenKind.And)
        {
            next++;
        }

        return next == at ? -1 : next;
    }

    private static bool BeginsName(List<NameToken> tokens, int at, bool isFirst) =>
        tokens[at].Kind is NameTokenKind.Word or NameTokenKind.Initial or NameTokenKind.Particle
        || (isFirst && tokens[at].Kind == NameTokenKind.Capitals);

    /// <summary>"et al." and "eds." belong to the list.</summary>
    private static int AfterMarks(List<NameToken> tokens, int at)
    {
        for (var i = at; i < tokens.Count; i++)
        {
            if (tokens[i].Kind is NameTokenKind.EtAl or NameTokenKind.EditorMark)
            {
                at = i + 1;
            }
            else if (tokens[i].Kind is not (NameTokenKind.Comma or NameTokenKind.And))
            {
                break;
            }
        }

        return at == 0 ? tokens[0].Start : tokens[at - 1].End;
    }

    /// <summary>"Haass, R. N.", "García Márquez, G.", "Cooper, Andrew F., Jr."</summary>
    private static (CitedName? Name, int Next, bool Initials) Inverted(
        string text,
        List<NameToken> tokens,
        int first,
        bool isLater
    )
    {
        var at = first;
        var words = Family(tokens, ref at);
        if (words == 0 || tokens[at].Kind != NameTokenKind.Comma)
        {
            return default;
        }

        var familyEnd = tokens[at - 1].End;
        var given = ++at;
        while (tokens[at].Kind == NameTokenKind.Initial)
        {
            at++;
        }

        var initials = at - given;
        if (initials > 0)
        {
            // The last initial is the next name's where a family name follows it.
            if (tokens[at].Kind is NameTokenKind.Word && initials > 1 && tokens[at].Start > tokens[at - 1].End)
            {
                at--;
            }
        }
        else
        {
            if (IsAbbreviation(text, tokens[first]) || words > 2)
            {
                return default;
            }

            while (tokens[at].Kind is NameTokenKind.Word or NameTokenKind.Initial && at - given < 3)
            {
                initials += tokens[at].Kind == NameTokenKind.Initial ? 1 : 0;
                at++;
            }

            if (at == given || !EndsName(tokens[at].Kind) || (words > 1 && tokens[at].Kind == NameTokenKind.Comma))
            {
                return default;
            }

            // "and Mary Jones, Title": two words before the comma are a whole name already.
            if (isLater && words > 1)
            {
                return default;
            }
        }

        var end = tokens[at - 1].End;
        var (suffix, next) = Suffix(text, tokens, at);
        return (
            new CitedName(
                text[tokens[first].Start..familyEnd],
                text[tokens[given].Start..end],
                suffix,
                null,
                new TextSpan(tokens[first].Start, next > at ? tokens[next - 1].End : end)
            ),
            next,
            initials > 0
        );
    }

    /// <summary>"Smith AB", "Roberts J.B."</summary>
    private static (CitedName? Name, int Next, bool Initials) Medical(string text, List<NameToken> tokens, int first)
    {
        var at = first;
        if (Family(tokens, ref at) == 0)
        {
            return default;
        }

        var given = at;
        if (tokens[at].Kind == NameTokenKind.Capitals)
        {
            at++;
        }
        else
        {
            while (tokens[at].Kind == NameTokenKind.Initial)
            {
                at++;
            }
        }

        if (at == given || !EndsName(tokens[at].Kind))
        {
            return default;
        }

        var (suffix, next) = Suffix(text, tokens, at);
        return (
            new CitedName(
                text[tokens[first].Start..tokens[given - 1].End],
                text[tokens[given].Start..tokens[at - 1].End],
                suffix,
                null,
                new TextSpan(tokens[first].Start, tokens[next - 1].End)
            ),
            next,
            true
        );
    }

    /// <summary>"Andrew F. Cooper", "J. van den Berg", "Robert F. Simmons Jr."</summary>
    private static (CitedName? Name, int Next, bool Initials) Direct(string text, List<NameToken> tokens, int first)
    {
        var at = first;
        var initials = 0;
        while (
            tokens[at].Kind is NameTokenKind.Word or NameTokenKind.Initial or NameTokenKind.Particle && at - first < 6
        )
        {
            initials += tokens[at].Kind == NameTokenKind.Initial ? 1 : 0;
            at++;
        }

        var last = at - 1;
        if (
            at - first < 2
            || tokens[first].Kind == NameTokenKind.Particle
            || tokens[last].Kind != NameTokenKind.Word
            || initials == at - first
            || at - first - initials > 4
        )
        {
            return default;
        }

        for (var i = first; i < at; i++)
        {
            if (
                tokens[i].Kind == NameTokenKind.Word
                && BodyWords.Has(text.AsSpan(tokens[i].Start, tokens[i].End - tokens[i].Start))
            )
            {
                return default;
            }
        }

        var family = last;
        while (family - 1 > first && tokens[family - 1].Kind == NameTokenKind.Particle)
        {
            family--;
        }

        var (suffix, next) = Suffix(text, tokens, at);
        return (
            new CitedName(
                text[tokens[family].Start..tokens[last].End],
                text[tokens[first].Start..tokens[family - 1].End],
                suffix,
                null,
                new TextSpan(tokens[first].Start, tokens[next - 1].End)
            ),
            next,
            initials > 0
        );
    }

    /// <summary>How many words of a family name stand there; <paramref name="at"/> moves behind them.</summary>
    private static int Family(List<NameToken> tokens, ref int at)
    {
        while (tokens[at].Kind == NameTokenKind.Particle)
        {
            at++;
        }

        var words = 0;
        while (tokens[at].Kind == NameTokenKind.Word && words < 3)
        {
            at++;
            words++;
        }

        return words;
    }

    private static (string? Suffix, int Next) Suffix(string text, List<NameToken> tokens, int at)
    {
        var suffix = tokens[at].Kind == NameTokenKind.Comma ? at + 1 : at;
        return tokens[suffix].Kind == NameTokenKind.Suffix
            ? (text[tokens[suffix].Start..tokens[suffix].End], suffix + 1)
            : (null, at);
    }

    private static bool EndsName(NameTokenKind kind) =>
        kind
            is NameTokenKind.Comma
                or NameTokenKind.Semicolon
                or NameTokenKind.And
                or NameTokenKind.Stop
                or NameTokenKind.Open
                or NameTokenKind.EtAl
                or NameTokenKind.EditorMark
                or NameTokenKind.Suffix
                or NameTokenKind.Other;

    /// <summary>"NATO, Office of Information" is a body with its part.</summary>
    private static bool IsAbbreviation(string text, NameToken token) =>
        !text.AsSpan(token.Start, token.End - token.Start).ContainsAnyInRange('a', 'z');
}

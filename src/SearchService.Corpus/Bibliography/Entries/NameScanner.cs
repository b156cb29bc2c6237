using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.Entries;

internal enum NameTokenKind
{
    Word,

    /// <summary>A capital with its point: "J."</summary>
    Initial,

    /// <summary>One to three capitals without points, as medical journals write given names.</summary>
    Capitals,
    Particle,
    Suffix,
    And,
    EtAl,
    EditorMark,
    Comma,
    Semicolon,

    /// <summary>A full stop or colon that ends a list of names.</summary>
    Stop,
    Open,

    /// <summary>What no name has: digits, quotation marks, words without a capital.</summary>
    Other,
}

internal readonly record struct NameToken(NameTokenKind Kind, int Start, int End);

/// <summary>Cuts the head of a citation into what names are made of.</summary>
internal static class NameScanner
{
    /// <summary>No list of names goes on for longer.</summary>
    private const int MostTokens = 160;

    private static readonly FrozenSet<string> Particles = (
        "de van von der den di del della da dos das du la le al el bin ibn ter ten zu y e af av"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> EditorMarks = "ed eds editor editors trans hrsg red dir"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Suffixes = "Jr Sr II III IV"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The tokens of [start, end) of the text up to the first that no name has, which is the last of them.</summary>
    public static List<NameToken> Scan(string text, int start, int end)
    {
        var tokens = new List<NameToken>();
        var at = start;
        while (at < end && tokens.Count < MostTokens)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at, end);
            tokens.Add(token);
            at = token.End;
            if (token.Kind == NameTokenKind.Other)
            {
                return tokens;
            }
        }

        tokens.Add(new NameToken(NameTokenKind.Other, at, at));
        return tokens;
    }

    private static NameToken Next(string text, int at, int end)
    {
        var c = text[at];
        if (c is ',' or ';' or '&' or '.' or ':' or '(' or '[')
        {
            if (c is '(' or '[' && EditorMark(text, at + 1, end) is var mark and > 0)
            {
                var close = text.AsSpan(mark, end - mark).IndexOfAny(')', ']');
                return new NameToken(NameTokenKind.EditorMark, at, close is 0 or 1 ? mark + close + 1 : mark);
            }

            var kind = c switch
            {
                ',' => NameTokenKind.Comma,
                ';' => NameTokenKind.Semicolon,
                '&' => NameTokenKind.And,
                '.' or ':' => NameTokenKind.Stop,
                _ => NameTokenKind.Open,
            };
            return new NameToken(kind, at, at + 1);
        }

        if (!char.IsLetter(c))
        {
            return new NameToken(NameTokenKind.Other, at, at + 1);
        }

        var wordEnd = WordEnd(text, at, end);
        var word = text.AsSpan(at, wordEnd - at);
        var pointed = wordEnd < end && text[wordEnd] == '.';
        if (word is "and" or "und" or "et" or "with" && !IsEtAl(text, wordEnd, end, out _))
        {
            return new NameToken(word is "with" ? NameTokenKind.Other : NameTokenKind.And, at, wordEnd);
        }

        if (word is "et" && IsEtAl(text, wordEnd, end, out var alEnd))
        {
            return new NameToken(NameTokenKind.EtAl, at, alEnd);
        }

        if (EditorMark(text, at, end) is var marked and > 0)
        {
            return new NameToken(NameTokenKind.EditorMark, at, marked);
        }

        if (Suffixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            return new NameToken(NameTokenKind.Suffix, at, pointed && word[^1] == 'r' ? wordEnd + 1 : wordEnd);
        }

        if (
            Particles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
            && !pointed
            && IsFollowedByName(text, wordEnd, end)
        )
        {
            return new NameToken(NameTokenKind.Particle, at, wordEnd);
        }

        if (!char.IsUpper(c) && !IsElided(word))
        {
            return new NameToken(NameTokenKind.Other, at, wordEnd);
        }

        if (pointed && (word.Length == 1 || (word.Length == 3 && word[1] == '-') || word is "Ch" or "Th" or "Yu"))
        {
            return new NameToken(NameTokenKind.Initial, at, wordEnd + 1);
        }

        return word.Length <= 3 && !word.ContainsAnyExceptInRange('A', 'Z')
            ? new NameToken(NameTokenKind.Capitals, at, wordEnd)
            : new NameToken(NameTokenKind.Word, at, wordEnd);
    }

    /// <summary>Letters, and between letters apostrophes and hyphens; the point of "J.-P." ends a token.</summary>
    private static int WordEnd(string text, int at, int end)
    {
        while (
            at < end
            && (
                char.IsLetter(text[at])
                || char.GetUnicodeCategory(text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark
                || (text[at] is '\'' or '’' or '-' or '‐' or '‑' && at + 1 < end && char.IsLetter(text[at + 1]))
            )
        )
        {
            at++;
        }

        return at;
    }

    /// <summary>"d'Alembert", "al-Jabri".</summary>
    private static bool IsElided(ReadOnlySpan<char> word)
    {
        var at = word.IndexOfAny('\'', '’', '-');
        return at is 1 or 2 && at + 1 < word.Length && char.IsUpper(word[at + 1]);
    }

    private static bool IsFollowedByName(string text, int at, int end)
    {
        while (at < end && text[at] == ' ')
        {
            at++;
        }

        return at < end && char.IsLetter(text[at]);
    }

    private static bool IsEtAl(string text, int at, int end, out int alEnd)
    {
        alEnd = at;
        var rest = text.AsSpan(at, Math.Min(end - at, 4));
        if (!rest.StartsWith(" al", StringComparison.Ordinal) || (rest.Length > 3 && char.IsLetter(rest[3])))
        {
            return false;
        }

        alEnd = at + (rest.Length > 3 && rest[3] == '.' ? 4 : 3);
        return true;
    }

    /// <summary>The end of "ed.", "eds", "(Eds." there; 0 when there is no such mark.</summary>
    private static int EditorMark(string text, int at, int end)
    {
        var wordEnd = WordEnd(text, at, end);
        var isMark = EditorMarks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(at, wordEnd - at));
        var after = wordEnd < end ? text[wordEnd] : ' ';
        return !isMark || (char.IsUpper(text[at]) && after is not ('.' or ')' or ']')) ? 0
            : after == '.' ? wordEnd + 1
            : wordEnd;
    }
}

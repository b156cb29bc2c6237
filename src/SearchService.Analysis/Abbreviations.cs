using System.Collections.Frozen;

namespace SearchService.Analysis;

/// <summary>What a point after a shortened word says about the end of a sentence.</summary>
internal static class Abbreviations
{
    private static readonly FrozenDictionary<string, Kind> Kinds = Table();

    private static readonly FrozenDictionary<string, Kind>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CapitalOnly = (
        "mar jun mon wed sat sun fri conn mass wash mich minn penn wis ill int mt ave gen rep gov sen hon adm col pt pres"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    internal enum Kind
    {
        /// <summary>No abbreviation.</summary>
        None,

        /// <summary>Something always follows: a name after a title, a case after "e.g.".</summary>
        NeverLast,

        /// <summary>An abbreviation when a number follows, else perhaps the word itself: "no. 4", "he said no."</summary>
        BeforeNumber,

        /// <summary>May end a sentence; does when a word follows that opens sentences: "the U.S. The", "the U.S. Army".</summary>
        PerhapsLast,

        /// <summary>Ends a sentence before any capital letter: "etc. Kosovo".</summary>
        OftenLast,
    }

    /// <summary>What a point after the word says.</summary>
    /// <param name="word">Without its last point; any case, but names of months and places count with a capital only ("he sat.").</param>
    internal static Kind KindOf(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 12 || (char.IsLower(word[0]) && CapitalOnly.Contains(word)))
        {
            return Kind.None;
        }

        Span<char> lower = stackalloc char[word.Length];
        word.ToLowerInvariant(lower);
        return BySpan.TryGetValue(lower, out var kind) ? kind
            // J.R.R, U.S.S.R, B.B.C
            : IsPointed(word) ? Kind.PerhapsLast
            : Kind.None;
    }

    internal static bool IsNeverLast(ReadOnlySpan<char> word) => KindOf(word) == Kind.NeverLast;

    private static bool IsPointed(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }

        return word.Length >= 3 && word.Length % 2 == 1;
    }

    private static FrozenDictionary<string, Kind> Table()
    {
        var table = new Dictionary<string, Kind>(StringComparer.Ordinal);
        Add(
            Kind.NeverLast,
            "mr mrs ms dr prof profs st ste messrs mme mlle gen sen rep gov lt col capt maj cmdr sgt brig adm amb rev hon pres supt"
        );
        Add(
            Kind.NeverLast,
            "e.g eg i.e ie cf viz vs v resp ca c esp incl approx ed eds trans repr ser introd pub univ dept assoc orig"
        );
        Add(
            Kind.BeforeNumber,
            "p pp vol vols no nos nr ch chs chap chaps sec secs sect fig figs art arts para paras par n nn fn fns l ll fol fols bk pt pts"
        );
        Add(Kind.BeforeNumber, "app doc docs res eq eqs tab col cols ser vers reg regs amend exh");
        Add(
            Kind.PerhapsLast,
            "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
        );
        Add(
            Kind.PerhapsLast,
            "al jr sr esq inc ltd co corp bros a.m p.m b.c a.d b.c.e c.e u.s u.k u.n e.u u.s.a u.s.s.r d.c n.y ph.d m.phil b.a m.a d.phil n.d ibid op.cit loc.cit cit"
        );
        Add(
            Kind.PerhapsLast,
            "int intl govt admin natl mt ft ave blvd rd ed.d conn mass calif wash mich minn penn tenn wis ariz fla ill"
        );
        Add(Kind.OftenLast, "etc ff f seq passim et.seq");
        return table.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(Kind kind, string words)
        {
            foreach (var word in words.Split(' '))
            {
                table[word] = kind;
            }
        }
    }
}

/// <summary>Words that, with a capital letter, open a sentence rather than a name.</summary>
internal static class SentenceOpeners
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Openers = (
        "The A An In On At It Its This That These Those He She They We I You There Here However But And Or So Yet For If When While Since As "
        + "Although Though Because After Before By With Without From To Of Not His Her Their Our My Some Many Most Such Both Each Another "
        + "Thus Therefore Hence Moreover Furthermore Indeed Nevertheless Nonetheless Instead Even Then What Who Why How Where Which Whether "
        + "Once Until Despite During Through Unlike Rather Still Also Nor Finally Similarly Likewise Perhaps Neither Either According See Others Several"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word is one of them and no initial.</summary>
    /// <param name="word">The word that begins at <paramref name="start"/> of <paramref name="text"/>.</param>
    internal static bool Opens(ReadOnlySpan<char> word, string text, int start)
    {
        // An initial looks like the article or the pronoun: "J. A. Smith".
        var end = start + word.Length;
        return Openers.Contains(word) && !(word.Length == 1 && end < text.Length && text[end] == '.');
    }
}

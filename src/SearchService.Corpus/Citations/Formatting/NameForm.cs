using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>Which names of a list stand with the surname first.</summary>
internal enum NameOrder
{
    Direct,
    FirstInverted,
    Inverted,

    /// <summary>Surnames alone, as in the text and in short notes.</summary>
    Surnames,
}

/// <summary>Where a comma stands before the last of several names.</summary>
internal enum LastComma
{
    Never,

    /// <summary>From three names on ("A, B, and C").</summary>
    Series,

    /// <summary>From three names on, and after an inverted name ("Cooper, Andrew, and Edward Newman").</summary>
    SeriesAndInverted,

    Always,
}

/// <summary>How a style writes a list of names.</summary>
internal sealed partial record NameForm(NameOrder Order)
{
    /// <summary>What stands behind each initial ("." for "A.F.", ". " for "A. F.", "" for "AF"); null where given names are written out.</summary>
    public string? Initials { get; init; }

    /// <summary>Between the last two: "and", "&amp;"; empty where commas alone part the names.</summary>
    public string And { get; init; } = "and";

    public LastComma LastComma { get; init; } = LastComma.Series;

    /// <summary>Between a surname and what follows it, when inverted.</summary>
    public string AfterSurname { get; init; } = ", ";

    /// <summary>Between an inverted name and its suffix.</summary>
    public string BeforeSuffix { get; init; } = ", ";

    /// <summary>"van" in "van Fraassen" goes behind the given name when inverted.</summary>
    public bool DemotesParticle { get; init; }

    /// <summary>"de" in "de Pouvourville" stays before the surname when inverted, whatever the record calls it (Citing Medicine, ch. 2).</summary>
    public bool KeepsParticles { get; init; }

    /// <summary>From so many names on the list is cut, to <see cref="Kept"/>.</summary>
    public int CutFrom { get; init; } = int.MaxValue;

    public int Kept { get; init; } = 1;

    /// <summary>The last name is given behind an ellipsis, in place of "et al." (APA 7, 9.8).</summary>
    public bool ShowsLast { get; init; }

    public bool ItalicEtAl { get; init; }

    /// <summary>Initials in given names that are written out stand apart: "J. R. R." (Chicago 18, 8.4).</summary>
    public bool PartsInitials { get; init; }

    public FormattedText List(ImmutableArray<PersonName> names)
    {
        var cut = names.Length >= CutFrom;
        var shown = cut ? Math.Min(Kept, names.Length) : names.Length;
        var list = new FormattedTextBuilder();
        for (var i = 0; i < shown; i++)
        {
            var last = i == names.Length - 1 && i > 0;
            list.Add(
                i == 0 ? ""
                : !last || And.Length == 0 ? ", "
                : (CommaBeforeLast(names) ? ", " : " ") + And + " "
            );
            list.Add(One(names[i], first: i == 0));
        }

        if (cut && ShowsLast)
        {
            return list.Add(", … ").Add(One(names[^1], first: false)).ToText();
        }

        if (cut)
        {
            var comma = shown > 1 || (LastComma == LastComma.SeriesAndInverted && IsInverted(names[0], first: true));
            list.Add(comma ? ", " : " ").Add("et al.", ItalicEtAl);
        }

        return list.ToText();
    }

    private string One(PersonName name, bool first)
    {
        if (name.Literal is { } literal)
        {
            return literal;
        }

        var family = Joined(name.NonDroppingParticle, name.Family ?? "");
        if (Order == NameOrder.Surnames)
        {
            return family;
        }

        var given = Given(name.Given);
        if (!IsInverted(name, first))
        {
            var direct = Joined(Joined(given, name.DroppingParticle), family);
            return name.Suffix is { } suffix ? direct + (name.CommaSuffix ? ", " : " ") + Suffixed(suffix) : direct;
        }

        var dropping = KeepsParticles ? null : name.DroppingParticle;
        var behind = Joined(Joined(given, dropping), DemotesParticle ? name.NonDroppingParticle : null);
        var inverted =
            DemotesParticle ? name.Family ?? ""
            : KeepsParticles ? Joined(name.DroppingParticle, family)
            : family;
        inverted = behind.Length > 0 ? inverted + AfterSurname + behind : inverted;
        return name.Suffix is { } end ? inverted + BeforeSuffix + Suffixed(end) : inverted;
    }

    private bool IsInverted(PersonName name, bool first) =>
        name.Literal is null && (Order == NameOrder.Inverted || (Order == NameOrder.FirstInverted && first));

    private bool CommaBeforeLast(ImmutableArray<PersonName> names) =>
        LastComma switch
        {
            LastComma.Never => false,
            LastComma.Series => names.Length > 2,
            LastComma.SeriesAndInverted => names.Length > 2 || IsInverted(names[0], first: true),
            _ => true,
        };

    /// <summary>Where initials have no stops, a suffix has none: "King ML Jr".</summary>
    private string Suffixed(string suffix) => Initials is "" ? suffix.TrimEnd('.') : suffix;

    private string? Given(string? given)
    {
        if (given is null || Initials is null)
        {
            return PartsInitials && given is not null ? TouchingInitials().Replace(given, ". ") : given;
        }

        var spaced = Formatting.Initials.Of(given);
        return Initials switch
        {
            "." => spaced.Replace(". ", ".", StringComparison.Ordinal),
            "" => spaced
                .Replace(". ", "", StringComparison.Ordinal)
                .Replace(".-", "", StringComparison.Ordinal)
                .Replace(".", "", StringComparison.Ordinal),
            _ => spaced,
        };
    }

    [GeneratedRegex(@"(?<=\b\p{Lu})\.(?=\p{Lu}\.)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TouchingInitials();

    /// <summary>"van" stands apart from the name that it belongs to, "d’" and "al-" touch it.</summary>
    private static string Joined(string? before, string? after) =>
        before is not { Length: > 0 } ? after ?? ""
        : after is not { Length: > 0 } ? before
        : before[^1] is '\'' or '’' or '-' ? before + after
        : before + " " + after;
}

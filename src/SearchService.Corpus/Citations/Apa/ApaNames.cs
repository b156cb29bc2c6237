using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>Names and lists of names (APA 7, 8.17 and 9.7 to 9.12).</summary>
internal static class ApaNames
{
    /// <summary>A reference names up to 20 authors; of more, the first 19 and the last.</summary>
    private const int MostNamed = 20;

    /// <summary>"Cooper, A. F.", "van Fraassen, B. C.", "Tocqueville, A. de", "King, M. L., Jr."</summary>
    public static string Inverted(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            return literal;
        }

        var given = Joined(name.Given is { } g ? Initials.Of(g) : null, name.DroppingParticle);
        var inverted = given.Length > 0 ? Surname(name) + ", " + given : Surname(name);
        return name.Suffix is { } suffix ? inverted + ", " + suffix : inverted;
    }

    /// <summary>"A. F. Cooper", "B. C. van Fraassen", "W. Strunk, Jr."</summary>
    public static string Direct(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            return literal;
        }

        var direct = Joined(name.Given is { } g ? Initials.Of(g) : null, name.DroppingParticle, Surname(name));
        return name.Suffix is { } suffix ? direct + (name.CommaSuffix ? ", " : " ") + suffix : direct;
    }

    /// <summary>"Cooper", "van Fraassen", "World Bank".</summary>
    public static string Surname(PersonName name) =>
        name.Literal ?? Attached(name.NonDroppingParticle, name.Family ?? "");

    /// <summary>The list at the head of a reference, where a comma stands before the ampersand even of two.</summary>
    public static string InvertedList(ImmutableArray<PersonName> names) => List([.. names.Select(Inverted)], ", & ");

    /// <summary>A list within a reference: "S. Smith, K. Booth, &amp; M. Zalewski".</summary>
    public static string DirectList(ImmutableArray<PersonName> names) =>
        List([.. names.Select(Direct)], names.Length == 2 ? " & " : ", & ");

    /// <summary>The list in the text: one, two, or the first "et al.".</summary>
    public static string InText(ImmutableArray<PersonName> names) =>
        names switch
        {
            [var one] => Surname(one),
            [var one, var two] => Surname(one) + " & " + Surname(two),
            [var first, ..] => Surname(first) + " et al.",
            _ => "",
        };

    private static string List(string[] names, string beforeLast) =>
        names.Length switch
        {
            0 => "",
            1 => names[0],
            <= MostNamed => string.Join(", ", names[..^1]) + beforeLast + names[^1],
            _ => string.Join(", ", names[..(MostNamed - 1)]) + ", … " + names[^1],
        };

    private static string Joined(params string?[] parts) =>
        string.Join(' ', parts.Where(part => part is { Length: > 0 }));

    /// <summary>"van" stands apart from the name that it belongs to, "d’" and "al-" touch it.</summary>
    private static string Attached(string? particle, string family) =>
        particle is not { Length: > 0 } ? family
        : particle[^1] is '\'' or '’' or '-' ? particle + family
        : particle + " " + family;
}

using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Lists of names as BibTeX has them: " and " between names; "First von Last", "von Last, First" or "von Last, Jr, First"; a name that is
/// wholly in braces is a body's. A word is a particle when it begins with a small letter. biber's "family=…, given=…" is read too.
/// (The rules are those of "Tame the BeaST", section 11, but that particles end at the first word with a capital: Ortega y Gasset.)
/// </summary>
internal static partial class BibTexNames
{
    /// <summary>What stands for the names that a list leaves out.</summary>
    private const string Others = "others";

    public static ImmutableArray<PersonName> Read(string latex, bool droppingParticles, List<string> faults)
    {
        var names = ImmutableArray.CreateBuilder<PersonName>();
        foreach (var name in SplitAtAnd(latex))
        {
            if (Name(name, droppingParticles, faults) is { } person)
            {
                names.Add(person);
            }
        }

        return names.ToImmutable();
    }

    public static string Write(ImmutableArray<PersonName> names) => string.Join(" and ", names.Select(Write));

    private static PersonName? Name(string latex, bool dropping, List<string> faults)
    {
        latex = latex.Trim();
        if (IsWhollyBraced(latex))
        {
            var body = LatexDecoder.Decode(latex);
            return body.Length == 0 ? null : PersonName.Whole(body);
        }

        var parts = Split(latex, c => c == ',').ConvertAll(part => part.Trim());
        if (parts.Count > 0 && parts.TrueForAll(part => NamedPart().IsMatch(part)))
        {
            return NamedParts(parts, dropping);
        }

        if (parts is [_, ""])
        {
            parts.RemoveAt(parts.Count - 1);
        }

        if (parts.Count > 3)
        {
            faults.Add($"'{LatexDecoder.Decode(latex)}' has more commas than a name; taken for a body");
            return PersonName.Whole(LatexDecoder.Decode(latex));
        }

        string? given;
        string? suffix = null;
        List<string> words;
        if (parts.Count <= 1)
        {
            words = Words(parts[0]);
            if (words is [Others])
            {
                return PersonName.Whole(Others);
            }

            var familyAt =
                words.FindIndex(IsParticle) is var particle and >= 0 && particle < words.Count - 1
                    ? particle
                    : Math.Max(0, words.Count - 1);
            given = string.Join(' ', words.Take(familyAt));
            words = [.. words.Skip(familyAt)];
        }
        else
        {
            words = Words(parts[0]);
            (suffix, given) = parts.Count == 2 ? (null, parts[1]) : (parts[1], parts[2]);
            if (suffix is not null && WrittenName.IsSuffix(given) && !WrittenName.IsSuffix(suffix))
            {
                // "Last, First, Jr." as other programs have it.
                (suffix, given) = (given, suffix);
            }
        }

        var particles = words.TakeWhile(IsParticle).Count();
        particles = particles == words.Count ? Math.Max(0, particles - 1) : particles;
        var von = Decoded(string.Join(' ', words.Take(particles)));
        var last = string.Join(' ', words.Skip(particles));
        if (von is null && Elided().Match(last) is { Success: true } elided)
        {
            von = Decoded(elided.Value);
            last = last[elided.Length..];
        }

        var family = Decoded(last);
        return family is null && Decoded(given) is { } only
            ? new PersonName(only)
            : Person(family, Decoded(given), von, Decoded(suffix), dropping);
    }

    private static PersonName? NamedParts(List<string> parts, bool dropping)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            values.TryAdd(part[..equals].Trim(), Decoded(part[(equals + 1)..]));
        }

        var keeps = values.GetValueOrDefault("useprefix");
        return Person(
            values.GetValueOrDefault("family"),
            values.GetValueOrDefault("given"),
            values.GetValueOrDefault("prefix"),
            values.GetValueOrDefault("suffix"),
            keeps is null ? dropping : keeps == "false"
        );
    }

    private static PersonName? Person(string? family, string? given, string? particle, string? suffix, bool dropping) =>
        family is null
            ? null
            : new PersonName(
                family,
                given,
                DroppingParticle: dropping ? particle : null,
                NonDroppingParticle: dropping ? null : particle,
                Suffix: suffix
            );

    private static string? Decoded(string? latex) =>
        latex is not null && LatexDecoder.Decode(latex).Replace('\u00A0', ' ').Trim() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>Words between spaces and ties, braces kept together.</summary>
    private static List<string> Words(string latex) =>
        Split(latex, c => char.IsWhiteSpace(c) || c == '~').FindAll(word => word.Length > 0);

    private static bool IsParticle(string word)
    {
        if (word[0] == '{' && !word.StartsWith(@"{\", StringComparison.Ordinal))
        {
            return false;
        }

        var text = LatexDecoder.Decode(word);
        return text.Length > 0 && char.IsLower(text[0]) && !Elided().IsMatch(text);
    }

    private static bool IsWhollyBraced(string latex)
    {
        if (latex is not ['{', .., '}'] || latex.StartsWith(@"{\", StringComparison.Ordinal))
        {
            return false;
        }

        var depth = 0;
        for (var i = 0; i < latex.Length; i++)
        {
            depth += Braces.Step(latex[i]);
            if (depth == 0)
            {
                return i == latex.Length - 1;
            }
        }

        return false;
    }

    private static List<string> SplitAtAnd(string latex)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        foreach (var word in Split(latex, char.IsWhiteSpace))
        {
            if (word.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                names.Add(name.ToString());
                name.Clear();
            }
            else
            {
                name.Append(' ').Append(word);
            }
        }

        names.Add(name.ToString());
        return names.FindAll(name => !string.IsNullOrWhiteSpace(name));
    }

    /// <summary>Splits where no brace is open.</summary>
    private static List<string> Split(string latex, Func<char, bool> isSeparator)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < latex.Length; i++)
        {
            if (latex[i] == '\\')
            {
                // What follows a backslash is part of the command: "\ ", "\~".
                i++;
                continue;
            }

            depth += Braces.Step(latex[i]);
            if (depth <= 0 && isSeparator(latex[i]))
            {
                parts.Add(latex[start..i]);
                start = i + 1;
            }
        }

        parts.Add(latex[start..]);
        return parts;
    }

    /// <summary>"von Last, Jr, First"; a body in braces of its own, so that it is not taken apart.</summary>
    private static string Write(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            return literal == Others ? Others : "{" + LatexText.Encode(literal) + "}";
        }

        var family = name.Family ?? "";
        var particle = string.Join(' ', new[] { name.DroppingParticle, name.NonDroppingParticle }.OfType<string>());
        if (Particles().IsMatch(particle))
        {
            // "d'" touches the name, and is told from it by the capital that follows.
            var joined = particle[^1] is '\'' or '’' or '-' && Elided().IsMatch(particle + family);
            family = LatexText.Encode(particle) + (joined ? "" : " ") + Part(family, isFamily: !joined);
        }
        else
        {
            family = Part(particle.Length == 0 ? family : particle + " " + family, isFamily: true);
        }

        var given = name.Given is { } first ? Part(first, isFamily: false) : "";
        return (name.Suffix, given) switch
        {
            ({ } suffix, _) => $"{family}, {Part(suffix, isFamily: false)}, {given}",
            (null, "") => particle.Length == 0
            && family is not ['{', ..]
            && (family.Contains(' ', StringComparison.Ordinal) || family == Others)
                ? "{" + family + "}"
                : family,
            _ => $"{family}, {given}",
        };
    }

    /// <summary>A comma, an "and" or an equals sign would divide a part, a small letter begin a particle.</summary>
    private static string Part(string part, bool isFamily)
    {
        var latex = LatexText.Encode(part);
        var divides =
            latex.AsSpan().IndexOfAny(",=~") >= 0
            || $" {latex} ".Contains(" and ", StringComparison.OrdinalIgnoreCase)
            || (isFamily && part.Length > 0 && (char.IsLower(part[0]) || latex[0] is '\\' or '$'));
        return divides ? "{" + latex + "}" : latex;
    }

    /// <summary>What is read as particles again; any other is part of the family name.</summary>
    [GeneratedRegex(
        @"^\p{Ll}[\p{Ll}'’.-]*( \p{Ll}[\p{Ll}'’.-]*)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Particles();

    /// <summary>A short particle that is written together with the name: "d'Alembert", "al-Ghazali".</summary>
    [GeneratedRegex(@"^\p{Ll}{1,3}['’-](?=\p{Lu})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Elided();

    [GeneratedRegex(
        @"^(family|given|prefix|suffix|useprefix|(family|given|prefix|suffix)-i|id|hash)\s*=",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NamedPart();
}

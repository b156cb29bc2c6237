using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// Divides a name that is written in one piece ("Andrew F. Cooper", "Cooper, Andrew F."). A comma says where the family name ends; without
/// one the last word is taken for it, as English title pages have it. What looks like the name of a body, or is one word, stays whole.
/// A name that this order does not fit is given divided in the record.
/// </summary>
internal static class WrittenName
{
    private static readonly FrozenSet<string> Particles = Set(
        "af al av bin da dal de del della den der di do dos du el ibn la le te ten ter van von zu zum zur"
    );

    private static readonly FrozenSet<string> Suffixes = Set("jr jr. sr sr. ii iii iv");

    /// <summary>Words that bodies have in their names and people have not.</summary>
    private static readonly FrozenSet<string> BodyWords = Set(
        "academy agency and association bank board bureau center centre college commission committee company consortium council "
            + "department directorate division federation for forum foundation fund government group inc inc. initiative institut "
            + "institute institution international laboratory library ltd ltd. ministry museum nations network of office on "
            + "organisation organization parliament press project republic school secretariat service society team the union "
            + "united university & und et y"
    );

    /// <summary>"Jr.", "III" and their kin.</summary>
    public static bool IsSuffix(string part) => Suffixes.Contains(part);

    public static PersonName Read(string written)
    {
        var comma = written.Split(',', StringSplitOptions.TrimEntries);
        if (
            comma is [{ Length: > 0 } family, { Length: > 0 } given]
            && !LooksLikeBody(written)
            && !Suffixes.Contains(given)
        )
        {
            var (particle, name) = ParticleOf(family);
            return new PersonName(name, given, NonDroppingParticle: particle);
        }

        string? suffix = null;
        if (comma is [{ Length: > 0 }, { Length: > 0 } last] && Suffixes.Contains(last))
        {
            suffix = last;
            written = comma[0];
        }
        else if (comma.Length > 1)
        {
            return PersonName.Whole(written);
        }

        var words = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var commaSuffix = suffix is not null;
        if (suffix is null && words.Length > 2 && Suffixes.Contains(words[^1]))
        {
            suffix = words[^1];
            words = words[..^1];
        }

        if (words.Length is < 2 or > 6 || LooksLikeBody(written))
        {
            return PersonName.Whole(written);
        }

        var familyAt = words.Length - 1;
        while (familyAt > 1 && IsParticle(words[familyAt - 1]))
        {
            familyAt--;
        }

        var (inner, rest) = ParticleOf(words[familyAt..]);
        return new PersonName(
            rest,
            string.Join(' ', words[..familyAt]),
            NonDroppingParticle: inner,
            Suffix: suffix,
            CommaSuffix: commaSuffix
        );
    }

    /// <summary>The particles that a family name begins with, and the rest.</summary>
    public static (string? Particle, string Family) ParticleOf(string family) =>
        ParticleOf(family.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The particles that given names end with: "Alexis de".</summary>
    public static (string Given, string? Particle) DroppingParticleOf(string given)
    {
        var words = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var particles = words.Reverse().TakeWhile(IsParticle).Count();
        return particles == 0 || particles == words.Length
            ? (given, null)
            : (string.Join(' ', words[..^particles]), string.Join(' ', words[^particles..]));
    }

    private static (string? Particle, string Family) ParticleOf(string[] words)
    {
        var particles = words.TakeWhile(IsParticle).Count();
        return particles == 0 || particles == words.Length
            ? (null, string.Join(' ', words))
            : (string.Join(' ', words[..particles]), string.Join(' ', words[particles..]));
    }

    private static bool IsParticle(string word) => char.IsLower(word[0]) && Particles.Contains(word);

    private static bool LooksLikeBody(string written) =>
        written.Any(char.IsAsciiDigit)
        || written
            .Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => BodyWords.Contains(word) && !IsParticle(word));

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

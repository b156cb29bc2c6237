namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Names as RIS has them: "Cooper, Andrew F.", "King, Martin Luther, Jr.". What has no comma is kept in one piece; in a body's name the
/// first comma is written twice, as EndNote has it.
/// </summary>
internal static class RisNames
{
    public static string Write(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            var comma = literal.IndexOf(',', StringComparison.Ordinal);
            return comma < 0 ? literal : literal.Insert(comma, ",");
        }

        var particle = name.NonDroppingParticle ?? "";
        var family = particle + (particle is "" or [.., '\'' or '’' or '-'] ? "" : " ") + name.Family;
        var given = string.Join(' ', new[] { name.Given, name.DroppingParticle }.OfType<string>());
        return (given.Length, name.Suffix) switch
        {
            (0, null) => family,
            (0, { } suffix) => $"{family}, , {suffix}",
            (_, null) => $"{family}, {given}",
            (_, { } suffix) => $"{family}, {given}, {suffix}",
        };
    }

    public static PersonName Read(string written)
    {
        var body = written.IndexOf(",,", StringComparison.Ordinal);
        if (body >= 0)
        {
            return PersonName.Whole(written.Remove(body, 1).TrimEnd(',', ' '));
        }

        var parts = written.Split(',', StringSplitOptions.TrimEntries);
        if (parts is [_] or [_, ""] or { Length: > 3 } || parts[0].Length == 0)
        {
            return PersonName.Whole(written.TrimEnd(',', ' '));
        }

        var (given, suffix) = (parts[1], parts.ElementAtOrDefault(2));
        if (suffix is not null && WrittenName.IsSuffix(given) && !WrittenName.IsSuffix(suffix))
        {
            (given, suffix) = (suffix, given);
        }

        var (particle, family) = WrittenName.ParticleOf(parts[0]);
        var (first, dropping) = WrittenName.DroppingParticleOf(given);
        return new PersonName(
            family,
            first is "" ? null : first,
            DroppingParticle: dropping,
            NonDroppingParticle: particle,
            Suffix: suffix is "" ? null : suffix
        );
    }
}

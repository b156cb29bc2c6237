using System.Text;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// A name as CSL-JSON divides it. A person has <see cref="Family"/> and mostly <see cref="Given"/>; a body, or a name that must not be
/// divided, has <see cref="Literal"/> alone.
/// </summary>
/// <param name="Family">"Cooper"; a single name ("Plato") stands here too.</param>
/// <param name="Given">"Andrew F.".</param>
/// <param name="Literal">"Danish Institute for International Studies".</param>
/// <param name="DroppingParticle">Goes with the given name when the name is inverted: "de" in Alexis de Tocqueville.</param>
/// <param name="NonDroppingParticle">Stays with the surname: "van" in Vincent van Gogh.</param>
/// <param name="Suffix">"Jr.", "III".</param>
/// <param name="CommaSuffix">The person writes a comma before the suffix in the direct order.</param>
public sealed record PersonName(
    string? Family,
    string? Given = null,
    string? Literal = null,
    string? DroppingParticle = null,
    string? NonDroppingParticle = null,
    string? Suffix = null,
    bool CommaSuffix = false
)
{
    /// <summary>A body, or a name that is kept in one piece.</summary>
    public static PersonName Whole(string literal) => new(null, Literal: literal);

    /// <summary>In direct order, as one says it: "Andrew F. Cooper", "Vincent van Gogh", "Martin Luther King, Jr.".</summary>
    public string Display
    {
        get
        {
            if (Literal is { Length: > 0 })
            {
                return Literal;
            }

            var display = new StringBuilder();
            foreach (var part in (ReadOnlySpan<string?>)[Given, DroppingParticle, NonDroppingParticle, Family])
            {
                if (part is not { Length: > 0 })
                {
                    continue;
                }

                // "d'" and "al-" touch the name that they belong to.
                if (display.Length > 0 && display[^1] is not ('\'' or '’' or '-'))
                {
                    display.Append(' ');
                }

                display.Append(part);
            }

            if (Suffix is { Length: > 0 })
            {
                display.Append(CommaSuffix ? ", " : " ").Append(Suffix);
            }

            return display.ToString();
        }
    }
}

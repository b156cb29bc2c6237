using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.Entries;

/// <summary>Words that the names of bodies, publishers and periodicals have, and those of persons do not.</summary>
internal static class BodyWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Bodies = (
        "University Institute Institut Institution Council Department Ministry Organization Organisation Commission Office Bank Association "
        + "Centre Center Committee Agency Government Nations Union Corporation Court Tribunal Society Academy Foundation Federation Group "
        + "Company Service Services Parliament Assembly Secretariat Bureau Board Authority International Mission Programme Library Museum"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherWords = (
        "The Press Review Times Secretary National American British European Research Studies Journal Statesman Post Guardian News Radio "
        + "Summit Declaration Program Conference Report Affairs Relations Policy Security Communiqué Interview Interviews Strategic Treaty "
        + "Resolution Act"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Publishers = (
        "Press Presses Publisher Publishers Publishing Publications Books Verlag Routledge Macmillan Palgrave Springer Sage SAGE Elsevier Wiley "
        + "Blackwell Wiley-Blackwell Brill Knopf Norton Penguin HarperCollins Harper Longman Praeger Ashgate Elgar Sons Nijhoff Polity Verso "
        + "Gallimard Suhrkamp Mohr Zed Pearson McGraw-Hill Addison-Wesley Doubleday Holt Random Simon University Academic"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Papers =
        "Times Tribune Herald Post Journal Review News Gazette Quarterly Magazine Newsletter"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether no person is called so.</summary>
    public static bool Has(ReadOnlySpan<char> word) => Bodies.Contains(word) || OtherWords.Contains(word);

    /// <summary>Whether a body's kind is among the words, or they are one abbreviation.</summary>
    public static bool NamesBody(ReadOnlySpan<char> text)
    {
        if (!text.Contains(' ') && text.Length > 1 && !text.ContainsAnyInRange('a', 'z'))
        {
            return true;
        }

        return HasOneOf(Bodies, text);
    }

    /// <summary>"International Herald Tribune" is no body but what one reads.</summary>
    public static bool NamesPaper(ReadOnlySpan<char> text) => HasOneOf(Papers, text);

    /// <summary>Whether one of the words of <paramref name="text"/> is a publisher's.</summary>
    public static bool NamesPublisher(ReadOnlySpan<char> text) => HasOneOf(Publishers, text);

    private static bool HasOneOf(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> set, ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(' '))
        {
            if (set.Contains(text[range].Trim(",.;:()")))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Numbers that contradict themselves: an ISBN or ISSN whose check digit is wrong, and a DOI out of digits alone that does not begin with
/// an ISSN although all others of its prefix in the text do.
/// </summary>
internal static partial class WrongIdentifiers
{
    /// <summary>So many DOIs of a prefix that begin with an ISSN are no chance: one number in eleven has the right check digit.</summary>
    private const int FewestOthers = 3;

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        var dois = new List<(int Block, Group Digits, string Prefix)>();
        foreach (var block in blocks)
        {
            var text = block.Text.Text;
            if (text.Contains("ISBN", StringComparison.Ordinal) || text.Contains("ISSN", StringComparison.Ordinal))
            {
                foreach (Match match in BookOrSerial().Matches(text))
                {
                    var number = match.Groups["number"];
                    if (!IsValid(number.ValueSpan))
                    {
                        yield return (block.Index, Doubted(number, "The check digit is wrong."));
                    }
                }
            }

            if (text.Contains("10.", StringComparison.Ordinal))
            {
                dois.AddRange(
                    DigitDoi()
                        .Matches(text)
                        .Select(match => (block.Index, match.Groups["digits"], match.Groups["prefix"].Value))
                );
            }
        }

        foreach (var prefix in dois.GroupBy(doi => doi.Prefix, StringComparer.Ordinal))
        {
            var others = prefix.Where(doi => BeginsWithIssn(doi.Digits.ValueSpan)).ToList();
            var wrong = prefix.Except(others).ToList();
            if (others.Count >= FewestOthers && wrong.Count * FewestOthers <= others.Count)
            {
                foreach (var doi in wrong)
                {
                    yield return (
                        doi.Block,
                        Doubted(
                            doi.Digits,
                            "The other DOIs of this prefix begin with an ISSN; a digit may be lost here."
                        )
                    );
                }
            }
        }
    }

    /// <summary>The ISBNs of a text whose check digits are right, as they are written.</summary>
    public static IEnumerable<string> ValidIsbns(string text) =>
        text.Contains("ISBN", StringComparison.Ordinal)
            ? BookOrSerial()
                .Matches(text)
                .Where(match => match.ValueSpan.StartsWith("ISBN", StringComparison.Ordinal))
                .Select(match => match.Groups["number"])
                .Where(number => IsValid(number.ValueSpan))
                .Select(number => number.Value)
            : [];

    private static Doubt Doubted(Group number, string message) =>
        new(number.Index, number.Length, DoubtKind.Identifier, null, DoubtCertainty.Sure, message);

    private static bool IsValid(ReadOnlySpan<char> written)
    {
        Span<char> digits = stackalloc char[written.Length];
        var count = 0;
        foreach (var c in written)
        {
            if (char.IsAsciiDigit(c) || c is 'X' or 'x')
            {
                digits[count++] = c;
            }
        }

        return count == 13 ? IsThirteen(digits[..13]) : count is 8 or 10 && IsModEleven(digits[..count]);
    }

    /// <summary>ISBN-13, weights 1 and 3 (ISO 2108).</summary>
    private static bool IsThirteen(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 13; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return sum % 10 == 0;
    }

    /// <summary>ISBN-10 and ISSN, falling weights, modulo 11 (ISO 2108, ISO 3297); X stands for ten.</summary>
    private static bool IsModEleven(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[i] is 'X' or 'x' ? 10 : digits[i] - '0') * (digits.Length - i);
        }

        return sum % 11 == 0;
    }

    private static bool BeginsWithIssn(ReadOnlySpan<char> digits) => IsModEleven(digits[..8]);

    [GeneratedRegex(
        @"\b(ISBN(-1[03])?:? *(?<number>(97[89][- ]?)?([0-9][- ]?){9}[0-9Xx])|ISSN:? *(?<number>[0-9]{4}-?[0-9]{3}[0-9Xx]))(?![0-9-])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex BookOrSerial();

    [GeneratedRegex(
        @"(?<![0-9.])(?<prefix>10\.[0-9]{4,9})/(?<digits>[0-9]{7}[0-9X][0-9]{4,16})(?![\w/-])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex DigitDoi();
}

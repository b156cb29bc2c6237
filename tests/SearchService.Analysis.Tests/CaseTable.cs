using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Analysis.Tests;

/// <summary>Reads <c>Cases/*.txt</c>: <c>input => expected</c> a line, <c>#</c> a comment, \n and \uXXXX escaped.</summary>
internal static class CaseTable
{
    public static TheoryData<string, string> Read(string name)
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", name)))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal))
            {
                continue;
            }

            var arrow = line.LastIndexOf(" =>", StringComparison.Ordinal);
            data.Add(line[..arrow], line[(arrow + 3)..].TrimStart(' '));
        }

        return data;
    }

    /// <summary>A lone surrogate cannot stand in a file, nor pass through a test runner: cases carry it escaped.</summary>
    public static string Unescape(string text) =>
        Regex.Replace(
            text.Replace("\\n", "\n", StringComparison.Ordinal),
            @"\\u([0-9A-Fa-f]{4})",
            match =>
                (
                    (char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                ).ToString()
        );
}

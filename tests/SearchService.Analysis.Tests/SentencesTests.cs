namespace SearchService.Analysis.Tests;

public sealed class SentencesTests
{
    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "sentences.txt")))
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                data.Add(line);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Split_Text_EndsWhereSentencesEnd(string marked)
    {
        var expected = CaseTable
            .Unescape(marked)
            .Split('|', '\u0001')
            .SelectMany(part => part.Split("\n\n"))
            .Select(part => part.Trim());
        var text = CaseTable
            .Unescape(marked)
            .Replace("|", marked.Contains('。', StringComparison.Ordinal) ? "" : " ", StringComparison.Ordinal);

        Assert.Equal(expected, Sentences.Split(text).Select(range => text[range.Start..range.End]));
    }
}

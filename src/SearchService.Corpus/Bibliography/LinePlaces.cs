namespace SearchService.Corpus.Bibliography;

/// <summary>Lines and columns of a text's offsets, 1-based, columns in characters; any line end counts.</summary>
internal sealed class LinePlaces
{
    private readonly List<int> starts = [0];

    public LinePlaces(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                starts.Add(i + 1);
            }
        }
    }

    public (int Line, int Column) Of(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - starts[line] + 1);
    }
}

namespace SearchService.Analysis;

/// <summary>
/// The version of words, folding, stems and sentence ends. An index remembers the one it was made with: terms of two versions
/// must not meet, so any change to the output of this project raises it.
/// </summary>
/// <remarks>1: first version. 3: numbers are the same with and without commas between their groups.</remarks>
public static class AnalysisVersion
{
    public const int Current = 3;
}

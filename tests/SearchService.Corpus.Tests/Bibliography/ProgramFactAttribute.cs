namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>A test that needs programs on the path; skipped, with the reason, where one is absent.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (
            Array.Find(programs, program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))) is
            { } absent
        )
        {
            Skip = $"{absent} is not installed";
        }
    }
}

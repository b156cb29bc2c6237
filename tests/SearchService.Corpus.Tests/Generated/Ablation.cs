using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>Recovery with one of its passes left out: what the others cannot do is that pass's share.</summary>
internal static class Ablation
{
    /// <summary>The passes by name, as the pipeline lists them: a pass added there is one here.</summary>
    public static IReadOnlyList<string> Passes { get; } = [.. RecoveryPipeline.Passes.Select(NameOf)];

    public static RecoveryScore Without(string pass, IEnumerable<GeneratedText> texts)
    {
        var others = RecoveryPipeline.Passes.Where(other => NameOf(other) != pass).ToList();
        var total = new RecoveryScore();
        foreach (var text in texts)
        {
            total.Add(RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source, others)));
        }

        return total;
    }

    private static string NameOf(Action<Draft> pass) => pass.Method.DeclaringType!.Name;
}

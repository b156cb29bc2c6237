using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>Reads the parameters of a query string, gathering every fault; parameters that an endpoint does not have are faults, too.</summary>
internal sealed class ParameterValues
{
    private readonly List<ParameterFault> _faults = [];

    public ParameterValues(IQueryCollection query, IReadOnlyList<ParameterDescription> parameters)
    {
        Query = query;
        foreach (var name in query.Keys.Where(name => !parameters.Any(parameter => parameter.Name == name)))
        {
            _faults.Add(
                new ParameterFault(
                    name,
                    $"There is no such parameter; there are: {string.Join(", ", parameters.Select(parameter => parameter.Name))}."
                )
            );
        }
    }

    /// <summary>All that was given.</summary>
    public IQueryCollection Query { get; }

    public IReadOnlyList<ParameterFault> Faults => _faults;

    public void Fault(string parameter, string message) => _faults.Add(new ParameterFault(parameter, message));

    public void Fault(ParameterFault fault) => _faults.Add(fault);

    public string? Text(string name)
    {
        if (!Query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count > 1)
        {
            Fault(ParameterFault.GivenAgain(name));
        }

        return values[0];
    }

    public IReadOnlyList<string> Texts(string name) =>
        [.. Query[name].OfType<string>().Where(value => !string.IsNullOrWhiteSpace(value))];

    public int? Number(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var number = ParameterFault.Number(name, text, min, max, out var fault);
        if (fault is not null)
        {
            Fault(fault);
        }

        return number;
    }

    public string? Choice(string name, IReadOnlyList<string> choices)
    {
        var text = Text(name);
        if (text is null || choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Fault(ParameterFault.NotAmong(name, text, choices));
        return null;
    }

    /// <summary>The citation style asked for, or the default.</summary>
    public string Style()
    {
        var style = SearchRequestReader.CitationStyleFault("style", Text("style"), out var fault);
        if (fault is not null)
        {
            Fault(fault);
        }

        return style;
    }
}

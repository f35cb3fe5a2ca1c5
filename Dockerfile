FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -B -q -Dquick -Dmaven.test.skip=true -pl cli -am package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 livechat-metrics \
    && install -d -o livechat-metrics /var/lib/livechat-metrics
COPY --from=build /build/cli/target/lib /opt/livechat-metrics/lib
COPY --from=build /build/cli/target/cli-*.jar /opt/livechat-metrics/lib/
# By its number, which Kubernetes can tell from root.
USER 10001
# Where serve keeps its state, unless DATA_DIR says otherwise.
WORKDIR /var/lib/livechat-metrics
EXPOSE 8080
VOLUME /var/lib/livechat-metrics
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseParallelGC", "-cp", "/opt/livechat-metrics/lib/*", "dev.livechatmetrics.cli.LivechatMetrics"]
CMD ["serve"]
